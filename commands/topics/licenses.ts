import thirdParty from "./third_party.json" with { type: "json" };

const parts = thirdParty.map(({ names, license, text }) =>
  `${"=".repeat(72)}\n${names.join("\n")}\n${license}\n${"-".repeat(72)}\n\n${text}`
).join("\n\n");

/** The text of `netlab help licenses`: the notices that others want handed on with their work. */
export default {
  en: `
netlab is free software under the MIT licence: do with it what you like, but
keep its notice. It contains the work of others, whose notices follow. The
compiled program also contains the Deno runtime with its own dependencies in
Rust, which https://github.com/denoland/deno lists in Cargo.lock; the file
netlab.cdx.json of each release names all libraries with their checksums.

${parts}
`,
  fr: `
netlab est un logiciel libre sous licence MIT : faites-en ce que vous voulez,
mais gardez sa notice. Il contient le travail d'autrui, dont les notices
suivent. Le programme compilé contient aussi l'environnement Deno avec ses
propres dépendances en Rust, dont https://github.com/denoland/deno donne la
liste dans Cargo.lock ; le fichier netlab.cdx.json de chaque version nomme
toutes les bibliothèques avec leurs sommes de contrôle.

${parts}
`,
};
