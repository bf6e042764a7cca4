import type { Catalogue } from "../catalogue.ts";

/** What `netlab files` says on both sides of the raw protocol, and when it shares. */
export const messagesFiles: Catalogue = {
  'Cannot serve "{1}": it may not be read': "Impossible de servir « {1} » : la lecture en est interdite",
  'Cannot serve "{1}": there is no such folder': "Impossible de servir « {1} » : ce dossier n'existe pas",
  'Cannot serve "{1}": it is not a folder': "Impossible de servir « {1} » : ce n'est pas un dossier",
  'Cannot serve "{1}": {2}': "Impossible de servir « {1} » : {2}",
  'Cannot read "{1}": {2}': "Lecture de « {1} » impossible : {2}",
  'Cannot write "{1}": {2}': "Écriture de « {1} » impossible : {2}",
  'Cannot share "{1}": {2}': "Impossible de partager « {1} » : {2}",
  'Cannot share two files as "{1}" in one archive':
    "Impossible de partager deux fichiers sous le même nom « {1} » dans une archive",
  'Cannot share "{1}": it is neither a file nor a folder':
    "Impossible de partager « {1} » : ce n'est ni un fichier ni un dossier",
  'Cannot share "{1}": it may not be read': "Impossible de partager « {1} » : la lecture en est interdite",
  "there is no such file": "ce fichier n'existe pas",
  "there is no such folder": "ce dossier n'existe pas",
  "it may not be read": "la lecture en est interdite",
  "it is neither a file nor a folder": "ce n'est ni un fichier ni un dossier",
  "its name has a line end in it, or is not UTF-8": "son nom contient une fin de ligne ou n'est pas en UTF-8",
  "another file of this name is there (--newer replaces what is older, --force everything)":
    "un autre fichier porte ce nom là-bas (--newer remplace ce qui est plus ancien, --force tout)",
  "{1}: {2} file sent ({3}), {4} up to date": "{1} : {2} fichier envoyé ({3}), {4} déjà à jour",
  "{1}: {2} files sent ({3}), {4} up to date": "{1} : {2} fichiers envoyés ({3}), {4} déjà à jour",
  "it has no file name; if it is a folder, -r fetches all that is in it, and -o FILE saves its page":
    "pas de nom de fichier ; si c'est un dossier, -r va chercher tout son contenu, et -o FICHIER en enregistre la page",
  "{1} (--name sends it under another name, --force replaces what is there)":
    "{1} (--name l'envoie sous un autre nom, --force remplace celui qui est là)",
  "it is there already (--force replaces it)": "il existe déjà (--force le remplace)",
  '"{1}" is there already (--force replaces it)': "« {1} » existe déjà (--force le remplace)",
  '"{1}" is where {2} has just been saved': "« {1} » est l'endroit où {2} vient d'être enregistré",
  "{1} is left out: its name has a line end in it, or is not UTF-8":
    "{1} est laissé de côté : son nom contient une fin de ligne ou n'est pas en UTF-8",
  '"{1}" has no file name to save it under': "« {1} » ne contient pas de nom sous lequel l'enregistrer",
  "there is a folder of this name": "un dossier porte ce nom",
  "its name is too long for this disk": "son nom est trop long pour ce disque",
  "the disk is full": "le disque est plein",
  "another program holds it; close it there and try again":
    "un autre programme le tient ouvert ; fermez-le là-bas et réessayez",
  "no file can have that name here": "aucun fichier ne peut porter ce nom ici",
  "that is no place for files": "ce n'est pas un endroit pour des fichiers",
  "no file may become so large here (ulimit -f)": "aucun fichier ne peut devenir aussi grand ici (ulimit -f)",
  "The file became shorter while it was sent: {1} of {2} bytes":
    "Le fichier a été raccourci pendant l'envoi : {1} octets sur {2}",

  "the server closed the connection without an answer": "le serveur a fermé la connexion sans répondre",
  "the server refused: {1}": "le serveur a refusé : {1}",
  "the server refused: no reason given": "le serveur a refusé, sans donner de raison",
  "the answer is not that of a file server (neither OK with a size nor KO)":
    "la réponse n'est pas celle d'un serveur de fichiers (ni OK suivi d'une taille, ni KO)",
  "the connection ended early, after {1} of {2} bytes":
    "la connexion s'est terminée trop tôt, après {1} octets sur {2}",
  "{1}: {2}": "{1}: {2}",
  "{1}: saved as {2} ({3})": "{1} : enregistré sous {2} ({3})",
  "{1}: saved as {2} ({3}, resumed at byte {4})": "{1} : enregistré sous {2} ({3}, repris à l'octet {4})",
  "{1}: {2} is up to date": "{1} : {2} est à jour",
  "needs a URL: the raw protocol sends whole files, and nothing about them":
    "demande une URL : le protocole brut envoie des fichiers entiers, sans rien dire d'eux",
  "it has no name to save it under": "aucun nom sous lequel l'enregistrer",
  "it is too deep (--level)": "il est trop profond (--level)",
  "{1}: {2} file saved in {3} ({4}), {5} up to date":
    "{1} : {2} fichier enregistré dans {3} ({4}), {5} déjà à jour",
  "{1}: {2} files saved in {3} ({4}), {5} up to date":
    "{1} : {2} fichiers enregistrés dans {3} ({4}), {5} déjà à jour",
  '"{1}" is there already (--newer replaces what is older, --force everything)':
    "« {1} » existe déjà (--newer remplace ce qui est plus ancien, --force tout)",
  "there are more than {1} in all (--max-total)": "il y en a plus de {1} en tout (--max-total)",
  "{1}: sent ({2})": "{1} : envoyé ({2})",
  "{1}: written to {2} ({3})": "{1} : écrit dans {2} ({3})",
  "{1}: written to standard output ({2})": "{1} : écrit sur la sortie standard ({2})",
  "{1} in {2} s": "{1} en {2} s",
  "{1} in {2} s, {3}/s": "{1} en {2} s, {3}/s",
  "{1}% of {2}, {3} s left": "{1} % de {2}, reste {3} s",

  'several files need a folder, but --output is "{1}"':
    "il faut un dossier pour plusieurs fichiers, or --output vaut « {1} »",
  "a file name cannot contain a line end or NUL":
    "un nom de fichier ne peut contenir ni fin de ligne ni caractère nul",
  '"{1}" is not a URL, and they cannot be mixed with names':
    "« {1} » n'est pas une URL, et l'on ne peut mélanger URL et noms",

  "sharing {1} ({2}), {3}": "partage de {1} ({2}), {3}",
  "once": "une fois",
  "{1} times": "{1} fois",
  "{1} has received {2} ({3}){4}": "{1} a reçu {2} ({3}){4}",
  ", {1} more may come": ", encore {1} possibles",
  "{1} within {2}": "{1} en {2}",
  "waiting for {1}, into {2}": "en attente de {1}, dans {2}",
  "files": "fichiers",
  "{1} file": "{1} fichier",
  "{1} files": "{1} fichiers",
  "{1} has sent {2} ({3})": "{1} a envoyé {2} ({3})",
  "nobody has sent anything": "personne n'a rien envoyé",
  "{1} of {2} files have come": "{1} fichiers sur {2} sont arrivés",
  "All that was waited for has come": "Tout ce qui était attendu est arrivé",
  "standard input has no name: --name gives it one":
    "l'entrée standard n'a pas de nom : --name lui en donne un",
  "it takes either a file, a folder, - for standard input, or --text":
    "il faut soit un fichier, soit un dossier, soit - pour l'entrée standard, soit --text",
  "type the text; {end-key} ends it": "tapez le texte ; {end-key} le termine",
  "- (standard input) stands alone": "- (l'entrée standard) ne se combine pas avec des fichiers",
  "nobody has fetched it": "personne ne l'a récupéré",
  "it was fetched {1} of {2} times": "il a été récupéré {1} fois sur {2}",
  "it is a folder, or its folder is missing": "c'est un répertoire, ou son répertoire n'existe pas",
};
