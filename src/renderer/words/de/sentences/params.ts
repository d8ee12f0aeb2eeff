/** What a setting accepts, and what it was given instead. Rules of several settings are whole sentences. */
export const params = {
  '“{value}”': '„{value}“',
  '{field} is missing.': '{field:phrase} fehlt.',
  '{field} must not be empty.': '{field:phrase} darf nicht leer sein.',
  '{field} must have at least {n}.': '{field:phrase} muss mindestens {n} haben.',
  '{field} must have at most {n} characters.': '{field:phrase} darf höchstens {n} Zeichen haben.',
  '{field} must have at most {n}.': '{field:phrase} darf höchstens {n} haben.',
  '{field} must be at least {n}.': '{field:phrase}: mindestens {n:number}.',
  '{field} must be at least {n}, not {given}.': '{field:phrase}: mindestens {n:number}, nicht {given:said}.',
  '{field} must be more than {n}.': '{field:phrase}: mehr als {n:number}.',
  '{field} must be more than {n}, not {given}.': '{field:phrase}: mehr als {n:number}, nicht {given:said}.',
  '{field} must be at most {n}.': '{field:phrase}: höchstens {n:number}.',
  '{field} must be at most {n}, not {given}.': '{field:phrase}: höchstens {n:number}, nicht {given:said}.',
  '{field} must be less than {n}.': '{field:phrase}: weniger als {n:number}.',
  '{field} must be less than {n}, not {given}.': '{field:phrase}: weniger als {n:number}, nicht {given:said}.',
  '{field} must be from {low} to {high}.': '{field:phrase}: von {low:number} bis {high:number}.',
  '{field} must be one of {values}.': '{field:phrase}: eines von {values}.',
  '{field} must be one of {values}, not {given}.': '{field:phrase}: eines von {values}, nicht {given:said}.',
  '{field} must be {wanted}.': '{field:phrase}: {wanted:phrase}.',
  '{field} must be {wanted}, not {given}.': '{field:phrase}: {wanted:phrase}, nicht {given:said}.',
  '{field} is not valid: {why}.': '{field:phrase} ist nicht gültig: {why:known}.',
  '{field} is not valid: {why}': '{field:phrase} ist nicht gültig: {why:said}',
  '{field} must go round a shape without crossing itself: upper left, upper right, lower right, lower left.':
    '{field:phrase} müssen um eine Form herumgehen, ohne sich zu kreuzen: oben links, oben rechts, unten rechts, unten links.',

  // what is accepted, to stand behind the setting’s name
  'a number': 'eine Zahl',
  'a whole number': 'eine ganze Zahl',
  '{what} ({unit})': '{what:known} ({unit:units})',
  text: 'ein Text',
  'true or false': 'wahr oder falsch',
  'a list': 'eine Liste',
  'an object': 'ein Objekt',
  'an absolute path': 'ein absoluter Pfad',
  'the name of one folder': 'der Name eines Ordners',
  'a file name without folder and extension': 'ein Dateiname ohne Ordner und Endung',
  'auto, or a colour such as #ffffff': 'auto oder eine Farbe wie #ffffff',
  'auto, alpha, or a colour such as #ffffff': 'auto, alpha oder eine Farbe wie #ffffff',
  'a colour such as #ffffff': 'eine Farbe wie #ffffff',
  'a colour such as #ffffff (with alpha: #ffffff80)': 'eine Farbe wie #ffffff (mit Deckkraft: #ffffff80)',
  'a number of pixels, or per cent of the long edge such as "5%" (500% at most)':
    'eine Zahl von Pixeln oder Prozent der langen Kante wie „5%“ (höchstens 500%)',
  'a ratio such as "4:5" or a number such as 1.91, between 0.01 and 100':
    'ein Verhältnis wie „4:5“ oder eine Zahl wie 1.91, zwischen 0,01 und 100',
  'a name of letters, digits, dots, dashes and underscores':
    'ein Name aus Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen',
  'a letter, then letters, digits, - or _ (64 at most)':
    'ein Buchstabe, dann Buchstaben, Ziffern, - oder _ (höchstens 64)',
  'lower-case letters, digits and single hyphens': 'Kleinbuchstaben, Ziffern und einzelne Bindestriche',
  'It must be a host name or an address, with a port or without.':
    'Es muss ein Rechnername oder eine Adresse sein, mit oder ohne Port.',
  'It must be an absolute path.': 'Es muss ein absoluter Pfad sein.',
  'it must be text': 'es muss Text sein',

  // rules over several settings
  'Give the height with the width.': 'Gib zur Breite die Höhe an.',
  'Give the width with the height.': 'Gib zur Höhe die Breite an.',
  'Give the width and the height.': 'Gib Breite und Höhe an.',
  'Give the width and the height of the frame.': 'Gib Breite und Höhe des Bildfelds an.',
  'Use {named} with width and height; with aspect say where by gravity.':
    'Benutze {named} mit Breite und Höhe; beim Seitenverhältnis sagt gravity, wo.',
  'gravity and {named} both say where; keep one of them.': 'gravity und {named} sagen beide, wo; behalte eines davon.',
  'Say {what}: give {ways}.': 'Sage {what:said}: gib {ways:list} an.',
  '{names} both give {what}; keep one of them.': '{names:list} bestimmen beide {what:said}; behalte eines davon.',
  '{names} all give {what}; keep one of them.': '{names:list} bestimmen alle {what:said}; behalte eines davon.',
  'what to keep': 'was bleibt',
  'the frame': 'das Bildfeld',
  'the canvas': 'die Arbeitsfläche',
  'the new size': 'die neue Größe',
  'the new shape': 'die neue Form',
  'the mark': 'das Zeichen',
  'The points must go from left to right, each further than the one before.':
    'Die Punkte müssen von links nach rechts gehen, jeder weiter als der vorige.',
  'JPEG cannot be lossless: switch it off, or choose webp, avif, png or tiff.':
    'JPEG kann nicht verlustfrei sein: schalte es aus, oder wähle WebP, AVIF, PNG oder TIFF.',
  'JPEG XL is written in sRGB only: choose srgb, or avif, webp, png or tiff for other profiles.':
    'JPEG XL wird nur in sRGB geschrieben: wähle sRGB, oder für andere Profile AVIF, WebP, PNG oder TIFF.',
  'The white point must be above the black point.': 'Der Weißpunkt muss über dem Schwarzpunkt liegen.',
  'Choose the picture that is to be the background.': 'Wähle das Bild, das der Hintergrund sein soll.',
};
