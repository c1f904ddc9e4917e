/** Numbers of any length, digit by digit. */

const FORM = /^\s*([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,9}))?\s*$/;

// Further apart, the digits do not matter.
const MOST_ZEROS = 10_000;

/** Which of two numbers is larger: -1, 0 or 1, as for sorting. They may be texts. */
export function compared(one, other) {
  const [first, second] = [one, other].map((number) => FORM.exec(String(number)));
  if (!first || !second) return Math.sign(Number(one) - Number(other));
  const [firstPower, secondPower] = [first, second].map(
    ([, , , behind, power]) => Number(power ?? 0) - behind.length,
  );
  const gap = firstPower - secondPower;
  if (Math.abs(gap) > MOST_ZEROS) return Math.sign(Number(one) - Number(other));
  const left = digits(first) * 10n ** BigInt(Math.max(gap, 0));
  const right = digits(second) * 10n ** BigInt(Math.max(-gap, 0));
  return left < right ? -1 : Number(left > right);
}

const digits = ([, sign, before, behind]) =>
  BigInt(`${before}${behind}` || "0") * (sign === "-" ? -1n : 1n);
