/** The workflows that come with Safelight, by slug. */
export const builtInWorkflows: Record<string, { name: string; description: string }> = {
  web: {
    name: 'Web',
    description:
      'Für Webseiten und Mail: 2048 px an der langen Kante, sRGB, JPEG 85, für Bildschirme geschärft, ohne den Ort der Aufnahme. 2048 px füllen einen Laptop-Bildschirm in doppelter Dichte; Browser gehen von sRGB aus. (Safelights eigene Wahl, November 2026.)',
  },
  print: {
    name: 'Druck',
    description:
      'Für Labore: jedes Pixel bleibt, JPEG 95 mit voller Farbauflösung, 300 dpi, sanft geschärft. In sRGB, das Labore erwarten, die ungefragt umwandeln; adobe-rgb wählen, wo das Labor es wünscht. (Safelights eigene Wahl, November 2026.)',
  },
  'print-matte': {
    name: 'Druck, mattes Papier',
    description:
      'Für Labore und mattes Papier: jedes Pixel bleibt, JPEG 95 mit voller Farbauflösung, 300 dpi, geschärft für mattes Papier, in dem Tinte einsinkt und verläuft. In sRGB, das Labore erwarten, die ungefragt umwandeln; adobe-rgb wählen, wo das Labor es wünscht. (Safelights eigene Wahl, November 2026.)',
  },
  'print-glossy': {
    name: 'Druck, Glanzpapier',
    description:
      'Für Labore und Glanzpapier: jedes Pixel bleibt, JPEG 95 mit voller Farbauflösung, 300 dpi, geschärft für Glanzpapier, auf dem Tinte scharf bleibt. In sRGB, das Labore erwarten, die ungefragt umwandeln; adobe-rgb wählen, wo das Labor es wünscht. (Safelights eigene Wahl, November 2026.)',
  },
  proof: {
    name: 'Ansichtsbilder',
    description:
      'Zur Auswahl für Kunden: 1200 px an der langen Kante, mit PROOF und dem Dateinamen über dem ganzen Bild, JPEG 80, nur Urheber und Copyright bleiben. (Safelights eigene Wahl, November 2026.)',
  },
  email: {
    name: 'E-Mail',
    description:
      'Für Mail: 1600 px an der langen Kante, sRGB, JPEG 80 von höchstens 1 MB, sodass zehn in eine Nachricht passen, ohne den Ort der Aufnahme. (Safelights eigene Wahl, November 2026.)',
  },
  multi: {
    name: 'Web, Vorschaubild und Druck',
    description:
      'Drei Dateien aus jedem Foto, einmal gelesen: web (2048 px, JPEG 85), thumbnail (400 px, JPEG 80) und print (jedes Pixel, JPEG 95, 300 dpi). Namen enden mit dem Zweig: foto-web, foto-thumbnail, foto-print. (Safelights eigene Wahl, November 2026.)',
  },
  archive: {
    name: 'Archiv',
    description:
      'Zum Aufheben: TIFF mit 16 Bit, verlustfrei gepackt, mit dem eigenen Farbprofil des Bildes und allen Metadaten, den Ort eingeschlossen. (Safelights eigene Wahl, November 2026.)',
  },
  cutout: {
    name: 'Freisteller',
    description:
      'Das Motiv ohne seinen Hintergrund: ein durchsichtiges PNG für Layouts und ein JPEG auf reinem Weiß (#ffffff), beide mit den eigenen Pixeln des Motivs, das 90 % eines quadratischen Rahmens füllt. Die weiße Datei wird geprüft; eine, deren Kante nicht weiß ist, kommt nach failed-check. (Safelights eigene Wahl, November 2026.)',
  },
  instagram: {
    name: 'Instagram',
    description:
      'Jedes Foto in den vier Formaten von Instagram und für eine Story, geschnitten auf das Wichtige: quadratisch 1080 × 1080, hochkant 1080 × 1350 (4:5), hoch 1080 × 1440 (3:4), quer 1080 × 566 (1.91:1), Story 1080 × 1920 (9:16); sRGB, JPEG 90, ohne den Ort der Aufnahme. Kleinere Fotos werden vergrößert, da Instagram es sonst selbst täte. Zweige, die man nicht postet, entfernen. (Größen nach veröffentlichten Anleitungen, nachgesehen im November 2026.)',
  },
  shopify: {
    name: 'Shopify-Produkt',
    description:
      '2048 × 2048 px auf Weiß, JPEG 85, höchstens 20 MB, damit alle Produkte eines Ladens gleich stehen. Nichts wird vergrößert: kleine Fotos liegen in der Mitte des weißen Quadrats. Die fertige Datei wird geprüft. (Shopify empfiehlt 2048 × 2048 px und nimmt Dateien bis 20 MB und 5000 × 5000 px; nach veröffentlichten Anleitungen, nachgesehen im November 2026.)',
  },
  'amazon-main': {
    name: 'Amazon-Hauptbild',
    description:
      'Das Produkt auf reinem Weiß (#ffffff), 2000 × 2000 px, 88 % des Rahmens gefüllt, JPEG von höchstens 10 MB ohne Metadaten. Das Produkt wird zuerst freigestellt. Die fertige Datei wird geprüft; was Amazon ablehnen würde, kommt nach failed-check. Kleine Produkte werden auf die 1000 px vergrößert, die der Zoom braucht, nicht weiter. (Regeln: Hintergrund RGB 255, Produkt mindestens 85 % des Rahmens, 1000 px für den Zoom, 1600–2000 empfohlen, höchstens 10000 px und 10 MB, kein Text; nach veröffentlichten Anleitungen zu Amazons Bildanforderungen, nachgesehen im November 2026.)',
  },
  ebay: {
    name: 'eBay-Angebot',
    description:
      'Höchstens 1600 px an der langen Kante, sRGB, JPEG 90 ohne Metadaten, höchstens 12 MB. Nichts kommt ins Bild, da eBay keine Rahmen, Texte oder Wasserzeichen nimmt. Die fertige Datei wird geprüft; Fotos unter 500 px kommen nach failed-check. (Regeln: mindestens 500 px an der langen Seite, https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370; 1600 px und 12 MB nach veröffentlichten Anleitungen; nachgesehen im November 2026.)',
  },
  'google-shopping': {
    name: 'Google Shopping',
    description:
      'Das Produkt freigestellt und auf Weiß, 1500 × 1500 px, 80 % des Rahmens gefüllt, JPEG 90. Die fertige Datei wird geprüft; was das Merchant Center ablehnen würde, kommt nach failed-check. (Regeln: 500 × 500 px ab dem 31. Januar 2027, 1500 × 1500 empfohlen, höchstens 16 MB und 64 Megapixel, Produkt 75–90 % des Rahmens, keine Texte, Rahmen oder Wasserzeichen; https://support.google.com/merchants/answer/6324350 und veröffentlichte Anleitungen, nachgesehen im November 2026.)',
  },
};

/** What the nodes of those workflows are called, by their English; labels of exports end up in file names and stay. */
export const builtInLabels: Record<string, string> = {
  Photos: 'Fotos',
  'Product photos': 'Produktfotos',
  'Output sharpening': 'Ausgabeschärfe',
  Check: 'Prüfen',
  'Proof mark': 'Zeichen „Proof“',
  'Cut out': 'Freistellen',
  Centre: 'Mittig setzen',
  'White to the edges': 'Weiß bis zur Kante',
  Size: 'Größe',
  'Fill the frame': 'Rahmen füllen',
  'At least 1000 px': 'Mindestens 1000 px',
  'At most 1600 px': 'Höchstens 1600 px',
  '2048 px square': '2048 px im Quadrat',
  'Shopify’s rules': 'Regeln von Shopify',
  'Amazon’s rules': 'Regeln von Amazon',
  'eBay’s rules': 'Regeln von eBay',
  'Google’s rules': 'Regeln von Google',
};
