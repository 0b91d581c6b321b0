/** Numbers, money, dates and words, in the language of the reader. */

const THAI_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(" ");
const BUDDHIST_ERA = 543;
const MILLION = 1e6;
const NUMBERS = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** @returns {string} with separators; a fraction has two digits at most */
export function number(value) {
  return NUMBERS.format(value);
}

/** @returns {string} baht, in millions from one million on */
export function baht(value, language) {
  if (Math.abs(value) < MILLION) return language === "en" ? `฿${number(value)}` : `${number(value)} บาท`;
  const millions = (value / MILLION).toLocaleString("en", { maximumFractionDigits: value < 10 * MILLION ? 2 : 1 });
  return language === "en" ? `฿${millions}M` : `${millions} ล้านบาท`;
}

/** @returns {string} an ISO date, or a month or a year: Buddhist era in Thai, as it is in English */
export function date(iso, language) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso);
  if (!parts || language === "en") return String(iso);
  const [, year, month, day] = parts;
  return [day && Number(day), month && THAI_MONTHS[month - 1], Number(year) + BUDDHIST_ERA].filter(Boolean).join(" ");
}

/** @returns {string} one of a pair: Thai, English */
export function pick(pair, language) {
  return pair[language === "en" ? 1 : 0];
}

/** A comparison of texts in the order of a Thai dictionary. */
export const inOrder = new Intl.Collator("th", { numeric: true }).compare;
