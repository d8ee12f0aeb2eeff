/**
 * Something to lay over pictures, at its final size: encoded colours in the picture's own space and straight alpha, both
 * in 16 bits. The mark proper lies `spread` px inside on each side; what is outside it is shadow.
 */
export interface Mark {
  width: number;
  height: number;
  spread: number;
  /** Three values a pixel. */
  rgb: Uint16Array;
  alpha: Uint16Array;
}
