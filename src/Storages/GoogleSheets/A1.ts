/** `A` for 1, `AA` for 27. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
