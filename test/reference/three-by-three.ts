export type Triple = [number, number, number];
export type Matrix = readonly [Triple, Triple, Triple];

export function rows(m: readonly number[]): Matrix {
  return [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)] as unknown as Matrix;
}

export function scaled([x, y, z]: Triple, factor: number): Triple {
  return [x * factor, y * factor, z * factor];
}

export function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  return matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as Triple;
}

/** v such that matrix·v = target, by Cramer's rule. */
export function solved(matrix: Matrix, target: Triple): Triple {
  const whole = determinant(matrix);
  return [0, 1, 2].map(
    (column) =>
      determinant(matrix.map((row, i) => row.map((v, j) => (j === column ? target[i]! : v))) as unknown as Matrix) /
      whole,
  ) as Triple;
}

function determinant([a, b, c]: Matrix): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}
