import type { Catalogue } from "../translator.ts";

/** What `netlab files` says on both sides of the raw protocol, and when it shares. */
export const messagesFiles: Catalogue = {
  'Cannot serve "${folder}": ${reason*}': "Impossible de servir « ${folder} » : ${reason*}",
  'Cannot serve "{1}": it may not be read': "Impossible de servir « {1} » : la lecture en est interdite",
  'Cannot serve "{1}": there is no such folder': "Impossible de servir « {1} » : ce dossier n'existe pas",
  'Cannot serve "{1}": it is not a folder': "Impossible de servir « {1} » : ce n'est pas un dossier",
  'Cannot read "${file}": ${reason*}': "Lecture de « ${file} » impossible : ${reason*}",
  'Cannot write "${file}": ${reason*}': "Écriture de « ${file} » impossible : ${reason*}",
  'Cannot share "${file}": ${reason*}': "Impossible de partager « ${file} » : ${reason*}",
  'Cannot share two files as "${name}" in one archive':
    "Impossible de partager deux fichiers sous le même nom « ${name} » dans une archive",
  "Folders are nested more than ${limit} deep": "Les dossiers sont imbriqués sur plus de ${limit} niveaux",
  "There are more than ${limit} files and folders in it: fetch its folders one by one":
    "Il contient plus de ${limit} fichiers et dossiers : récupérez ses dossiers un par un",
  "The server is making too many large archives, try again":
    "Le serveur prépare déjà trop de grandes archives, réessayez",
  'Cannot share "{1}": it is neither a file nor a folder':
    "Impossible de partager « {1} » : ce n'est ni un fichier ni un dossier",
  'Cannot share "{1}": it may not be read': "Impossible de partager « {1} » : la lecture en est interdite",
  "there is no such file": "ce fichier n'existe pas",
  "there is no such folder": "ce dossier n'existe pas",
  "it may not be read": "la lecture en est interdite",
  "it is not a file": "ce n'est pas un fichier",
  "it is not a folder": "ce n'est pas un dossier",
  "it is neither a file nor a folder": "ce n'est ni un fichier ni un dossier",
  "it is there already (--force replaces it)": "il existe déjà (--force le remplace)",
  '"${file}" is there already (--force replaces it)': "« ${file} » existe déjà (--force le remplace)",
  '"${name}" has no file name to save it under':
    "« ${name} » ne contient pas de nom sous lequel l'enregistrer",
  "there is a folder of this name": "un dossier porte ce nom",
  "permission denied": "permission refusée",
  "the disk is full": "le disque est plein",
  "that is no place for files": "ce n'est pas un endroit pour des fichiers",
  "no file may become so large here (ulimit -f)": "aucun fichier ne peut devenir aussi grand ici (ulimit -f)",
  "The file became shorter while it was sent: ${sent} of ${size} bytes":
    "Le fichier a été raccourci pendant l'envoi : ${sent} octets sur ${size}",

  '${who} "${name}" ${size} bytes ${seconds} s ${how*}':
    "${who} « ${name} » ${size} octets ${seconds} s ${how*}",
  "sent": "envoyé",
  "failed": "échec",
  "sent, SHA-256 ${sum}": "envoyé, SHA-256 ${sum}",
  "refused: ${reason*}": "refusé : ${reason*}",
  "the client left": "le client est parti",
  "${status} broken off": "${status} interrompu",
  "no file name was given": "aucun nom de fichier n'a été donné",
  "that is not a file name": "ce n'est pas un nom de fichier",
  "that is a folder": "c'est un dossier",
  "that is not a regular file": "ce n'est pas un fichier ordinaire",
  "that file may not be read": "la lecture de ce fichier est interdite",
  "no such file": "ce fichier n'existe pas",
  "only names of files below the served folder are allowed":
    "seuls sont permis les noms de fichiers situés sous le dossier servi",
  "the name is longer than ${limit} bytes": "le nom dépasse ${limit} octets",
  "the server is busy, try again": "le serveur est occupé, réessayez",

  "the server closed the connection without an answer": "le serveur a fermé la connexion sans répondre",
  "the server refused: ${reason}": "le serveur a refusé : ${reason}",
  "the server refused: no reason given": "le serveur a refusé, sans donner de raison",
  "the name is not UTF-8": "le nom n'est pas en UTF-8",
  "the answer is not that of a file server (neither OK with a size nor KO)":
    "la réponse n'est pas celle d'un serveur de fichiers (ni OK suivi d'une taille, ni KO)",
  "the connection ended early, after ${received} of ${size} bytes":
    "la connexion s'est terminée trop tôt, après ${received} octets sur ${size}",
  "${name}: ${reason!}": "${name}: ${reason!}",
  "${name}: saved as ${file} (${summary*})": "${name} : enregistré sous ${file} (${summary*})",
  "${name}: saved as ${file} (${summary*}, resumed at byte ${byte})":
    "${name} : enregistré sous ${file} (${summary*}, repris à l'octet ${byte})",
  "${name}: sent (${summary*})": "${name} : envoyé (${summary*})",
  "${name}: written to ${file} (${summary*})": "${name} : écrit dans ${file} (${summary*})",
  "${name}: written to standard output (${summary*})": "${name} : écrit sur la sortie standard (${summary*})",
  "${bytes} in ${seconds#} s": "${bytes} en ${seconds#} s",
  "${bytes} in ${seconds#} s, ${rate}/s": "${bytes} en ${seconds#} s, ${rate}/s",
  "{1}% of {2}, {3} s left": "{1} % de {2}, reste {3} s",

  'several files need a folder, but --output is "${output}"':
    "il faut un dossier pour plusieurs fichiers, or --output vaut « ${output} »",
  "a file name cannot contain a line end or NUL":
    "un nom de fichier ne peut contenir ni fin de ligne ni caractère nul",
  '"${typed}" is not a URL, and they cannot be mixed with names':
    "« ${typed} » n'est pas une URL, et l'on ne peut mélanger URL et noms",

  "sharing ${name} (${size}), ${times*}": "partage de ${name} (${size}), ${times*}",
  "once": "une fois",
  "${count#} times": "${count#} fois",
  "${client} has received ${name} (${size})${more*}": "${client} a reçu ${name} (${size})${more*}",
  ", ${count} more may come": ", encore ${count} possibles",
  "${how*} within ${seconds#} seconds": "${how*} en ${seconds#} secondes",
  "nobody has fetched it": "personne ne l'a récupéré",
  "it was fetched ${count} of ${wanted} times": "il a été récupéré ${count} fois sur ${wanted}",
};
