/** Hands a value to whoever sits at the screen, as a JSON file. */
export function downloadJson(name: string, value: unknown): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download begins after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
