import type { RuleText } from "../rule.ts";

const LETTERS = "T for a prime, F for a number that is none, E for what is no integer.";

/** What is said about the rules of prime alone. */
export const PRIME_TEXTS = {
  sheet: {
    title: "the sheet's own numbers get the sheet's answers, one connection each",
    rule: `${LETTERS} The sheet's client sends 4j, 4, 5, -5, 17, 29, 2**50, 2**50-1.`,
    source: "sheet 003 §1.1",
  },
  edges: {
    title: "0, 1, 2 and negative numbers",
    rule: "Numbers below 2 are no primes; 2 is.",
    source: "sheet 003 §1.1",
  },
  squares: {
    title: "squares of primes are no primes",
    rule: "The loop over divisors goes up to the square root, and includes it.",
    source: "sheet 003 §1.1",
  },
  notIntegers: {
    title: "what is no integer gets E, and the connection lives on",
    rule: LETTERS,
    source: "sheet 003 §1.1",
  },
  imposters: {
    title: "numbers that only look like primes are found out",
    rule: LETTERS,
    source: "sheet 003 §1.1",
  },
  big: {
    title: "a prime above 2**53 is a prime",
    rule: "An integer has any number of digits.",
    source: "sheet 003 §1.1",
  },
  twenty: {
    title: "a prime of 20 digits is found quickly",
    rule: "An integer has any number of digits.",
    source: "sheet 003 §1.1",
  },
  udp: {
    title: "a datagram with an integer gets a datagram with T, F or E",
    rule: "The server answers each datagram to the address it came from.",
    source: "sheet 003 §1.2",
  },
  udpBad: { title: "a datagram that is no integer gets E", rule: LETTERS, source: "sheet 003 §1.2" },
  udpTwo: {
    title: "two clients in turn each get their own answers",
    rule: "recvfrom returns the data and the address of the client; the answer goes there.",
    source: "sheet 003 §1.2",
  },
  udpEmpty: {
    title: "an empty datagram does not end the service",
    rule: "A datagram may be empty. (The sheet's own server stops on one, for the demonstration.)",
    source: "sheet 003 §1.2",
  },
  json: {
    title: "requests in JSON are answered in JSON",
    rule: 'A line {"method":"isPrime","number":N} gets a line {"method":"isPrime","prime":true or false}.',
    source: "Protohackers 1",
  },
  malformed: {
    title: "a malformed request gets a malformed answer and the end",
    rule: "On a malformed request send one malformed answer and disconnect that client.",
    source: "Protohackers 1",
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const PRIME_CAUSES = {
  numberPrecision:
    "your server decides with floating-point numbers, which are exact only up to 2**53: use integers of any size (int in Python, BigInt in JavaScript, n % x and not n / x)",
  slow: (seconds: number) =>
    `took ${
      seconds.toFixed(1)
    } s: trial division needs the square root of n steps; the test of Miller and Rabin needs a few dozen`,
  noAnswerInTime: (seconds: number) =>
    `no answer in ${
      seconds.toFixed(0)
    } s: trial division needs the square root of n steps; the test of Miller and Rabin needs a few dozen`,
  squares: "your loop ends one step before the square root: range(3, int(n**0.5) + 1, 2)",
  fermat: "your server uses Fermat's test, or one base only: numbers exist that pass it and are composite",
  edges: "numbers below 2 are no primes, and 2 is the only even one",
  notInteger:
    "int() raises ValueError for what is no integer: catch it and answer E; float() would let 7.0 and 1e3 pass",
  words: "the answer is the single letter T, F or E",
  wrong: "the answer is wrong for this number",
  udpDied:
    "the server did not answer any more after that datagram: catch what int() and .decode() raise, inside the loop",
  udpSilent:
    "no datagram came back: sendto goes to the address that recvfrom returned, on the socket it came to",
  udpEmptyEnds:
    "your server takes an empty datagram for the end: with UDP there is no end (fine if yours follows the sheet to the letter)",
  udpWrongAddress: "the answer came from another port than the one that was asked, or went to another client",
  notJson: "each answer is one JSON object on a line of its own",
  malformedIgnored:
    "after a malformed answer the connection of this client has to be closed, and only this one",
} as const;
