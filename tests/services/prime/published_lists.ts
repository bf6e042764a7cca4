/**
 * Composites that are known for the tests they deceive, and primes of special forms, as they were published.
 * Axxxxxx is a sequence of the On-Line Encyclopedia of Integer Sequences, https://oeis.org.
 */

/** Fermat's test calls these prime to every base without a common factor. A002997. */
export const CARMICHAEL = integers(
  "561 1105 1729 2465 2821 6601 8911 10585 15841 29341 41041 46657 52633 62745 63973 75361 101101 115921",
  "126217 162401 172081 188461 252601 278545 294409 314821 334153 340561 399001 410041 449065 488881 512461",
);

/** The least Carmichael numbers with 3, 4, 5 … prime factors. A006931. */
export const CARMICHAEL_OF_MANY_FACTORS = integers(
  "561 41041 825265 321197185 5394826801 232250619601 9746347772161 1436697831295441 60977817398996785",
  "7156857700403137441 1791562810662585767521 87674969936234821377601 6553130926752006031481761",
  "1590231231043178376951698401 35237869211718889547310642241",
);

/**
 * Strong pseudoprimes to the first 1, 2, 3 … primes: up to 13 the least ones (A014233; G. Jaeschke 1993, J.
 * Sorenson and J. Webster 2017), then the least that are known (Z. Zhang, Two kinds of strong pseudoprimes up
 * to 10^36, Math. Comp. 76, 2007).
 */
export const LEAST_STRONG_PSEUDOPRIMES = integers(
  "2047 1373653 25326001 3215031751 2152302898747 3474749660383 341550071728321 341550071728321",
  "3825123056546413051 3825123056546413051 3825123056546413051 318665857834031151167461",
  "3317044064679887385961981 6003094289670105800312596501 59276361075595573263446330101",
  "564132928021909221014087501701 564132928021909221014087501701 1543267864443420616877677640751301",
  "1543267864443420616877677640751301",
);

/** A prime of 131 digits out of which F. Arnault built his number (J. Symbolic Computation 20, 1995). */
const p = BigInt(
  "29674495668685510550154174642905332730771991799853043350995075531276838753171770199594238596428121188033664754" +
    "218345562493168782883",
);

/** Composites that were built to pass the strong test to all prime bases below `bases`. */
export const BUILT: readonly { readonly n: bigint; readonly bases: number; readonly by: string }[] = [
  {
    n: 1195068768795265792518361315725116351898245581n,
    bases: 37,
    by: "F. Arnault, Rabin-Miller primality test: composite numbers which pass it, Math. Comp. 64 (1995)",
  },
  {
    n: BigInt("68528663395046912244223605902738356719751082784386681071"),
    bases: 101,
    by: "D. Bleichenbacher, Efficiency and security of cryptosystems based on number theory (1996)",
  },
  {
    n: p * (313n * (p - 1n) + 1n) * (353n * (p - 1n) + 1n),
    bases: 307,
    by: "F. Arnault, J. Symbolic Computation 20 (1995), 397 digits",
  },
];

/** Composites n with U(n - (D/n)) = 0, Selfridge's parameters. A217120. */
export const LUCAS = integers(
  "323 377 1159 1829 3827 5459 5777 9071 9179 10877 11419 11663 13919 14839 16109 16211 18407 18971 19043",
);

/** The same for the strong test. A217255. */
export const STRONG_LUCAS = integers(
  "5459 5777 10877 16109 18971 22499 24569 25199 40309 58519 75077 97439 100127 113573 115639 130139",
);

/** Extra strong Lucas pseudoprimes: Q = 1, and the least P with a symbol of -1. A217719. */
export const EXTRA_STRONG_LUCAS = integers(
  "989 3239 5777 10877 27971 29681 30739 31631 39059 72389 73919 75077",
);

/** Composites that divide their term of Perrin's sequence. A013998. */
export const PERRIN = integers("271441 904631 16532714 24658561 27422714 27664033 46672291");

/** Products of two large primes, with one of them: the RSA Factoring Challenge, https://en.wikipedia.org/wiki/RSA_numbers. */
export const RSA: readonly { readonly name: string; readonly n: bigint; readonly factor: bigint }[] = [
  {
    name: "RSA-100",
    n: BigInt(
      "15226050279225333605356183781326374297180681149613806886579084945801229632589528976540003506920061" +
        "39",
    ),
    factor: 37975227936943673922808872755445627854565536638199n,
  },
  {
    name: "RSA-129",
    n: BigInt(
      "11438162575788886766923577997614661201021829672124236256256184293570693524573389783059712356395870" +
        "5058989075147599290026879543541",
    ),
    factor: 3490529510847650949147849619903898133417764638493387843990820577n,
  },
  {
    name: "RSA-155",
    n: BigInt(
      "10941738641570527421809707322040357612003732945449205990913842131476349984288934784717997257891267" +
        "332497625752899781833797076537244027146743531593354333897",
    ),
    factor: BigInt("102639592829741105772054196573991675900716567808038066803341933521790711307779"),
  },
];

/** The integers that a form makes of the indices for which it is prime. */
export interface PrimesOfAForm {
  readonly form: string;
  readonly source: string;
  /** Every one up to the last that is given. */
  readonly indices: readonly number[];
  readonly number: (index: number) => bigint;
}

/** Primes of special forms; none is longer than 664 digits. */
export const PRIMES: readonly PrimesOfAForm[] = [
  {
    form: "2^p - 1 (Mersenne)",
    source: "A000043",
    indices: [2, 3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279, 2203],
    number: (e) => 2n ** BigInt(e) - 1n,
  },
  {
    form: "(2^p + 1) / 3 (Wagstaff)",
    source: "A000978",
    indices: [3, 5, 7, 11, 13, 17, 19, 23, 31, 43, 61, 79, 101, 127, 167, 191, 199, 313, 347, 701],
    number: (e) => (2n ** BigInt(e) + 1n) / 3n,
  },
  {
    form: "2^2^n + 1 (Fermat)",
    source: "A019434",
    indices: [0, 1, 2, 3, 4],
    number: (e) => 2n ** 2n ** BigInt(e) + 1n,
  },
  {
    form: "3 · 2^n - 1 (Thabit)",
    source: "A002235",
    // deno-fmt-ignore
    indices: [0, 1, 2, 3, 4, 6, 7, 11, 18, 34, 38, 43, 55, 64, 76, 94, 103, 143, 206, 216, 306, 324, 391, 458, 470],
    number: (e) => 3n * 2n ** BigInt(e) - 1n,
  },
  {
    form: "n · 2^n - 1 (Woodall)",
    source: "A002234",
    indices: [2, 3, 6, 30, 75, 81, 115, 123, 249, 362, 384, 462, 512, 751],
    number: (e) => BigInt(e) * 2n ** BigInt(e) - 1n,
  },
  {
    form: "n! + 1",
    source: "A002981",
    indices: [0, 1, 2, 3, 11, 27, 37, 41, 73, 77, 116, 154],
    number: (n) => factorial(n) + 1n,
  },
  {
    form: "n! - 1",
    source: "A002982",
    indices: [3, 4, 6, 7, 12, 14, 30, 32, 33, 38, 94, 166],
    number: (n) => factorial(n) - 1n,
  },
  {
    form: "p# + 1",
    source: "A005234",
    indices: [2, 3, 5, 7, 11, 31, 379, 1019, 1021],
    number: (p) => primorial(p) + 1n,
  },
  {
    form: "p# - 1",
    source: "A006794",
    indices: [3, 5, 11, 13, 41, 89, 317, 337, 991],
    number: (p) => primorial(p) - 1n,
  },
  {
    form: "1…1, n ones (repunit)",
    source: "A004023",
    indices: [2, 19, 23, 317],
    number: (n) => (10n ** BigInt(n) - 1n) / 9n,
  },
  {
    form: "1 0…0 666 0…0 1 with n zeros twice (Belphegor, palindromic)",
    source: "A232448",
    indices: [0, 13, 42],
    number: (n) => 10n ** BigInt(2 * n + 4) + 666n * 10n ** BigInt(n + 1) + 1n,
  },
  {
    form: "Fibonacci numbers",
    source: "A001605",
    indices: [3, 4, 5, 7, 11, 13, 17, 23, 29, 43, 47, 83, 131, 137, 359, 431, 433, 449, 509, 569, 571],
    number: fibonacci,
  },
];

function integers(...lines: string[]): bigint[] {
  return lines.join(" ").split(" ").map(BigInt);
}

function factorial(n: number): bigint {
  return n < 2 ? 1n : BigInt(n) * factorial(n - 1);
}

/** The product of the primes up to p. */
function primorial(p: number): bigint {
  let product = 1n;
  for (let n = 2n; n <= p; n++) if (coprime(n, product)) product *= n;
  return product;
}

/** Whether no prime up to n, n itself left out, divides it: their product is known. */
function coprime(n: bigint, product: bigint): boolean {
  let [a, b] = [n, product % n];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 1n;
}

function fibonacci(n: number): bigint {
  let [a, b] = [0n, 1n];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a;
}
