import type { Catalogue } from "../translator.ts";

/** What `netlab lab` and `netlab check` say besides their own texts. */
export const messagesLab: Catalogue = {
  'unknown exercise "${typed}"': "exercice inconnu « ${typed} »",
  'unknown exercise "${typed}"; did you mean ${near}?':
    "exercice inconnu « ${typed} » ; vouliez-vous dire ${near} ?",
  'Cannot find the exercise "${file}"': "Exercice « ${file} » introuvable",
  'Cannot read the exercise "${file}": ${reason*}':
    "Lecture de l'exercice « ${file} » impossible : ${reason*}",
  'files: "${name}" is not below the exercise\'s folder':
    "files : « ${name} » n'est pas sous le dossier de l'exercice",
  "${place}: an action has one of ${verbs}": "${place} : une action contient l'un des mots ${verbs}",
  "${place}: an observation has one of ${names}":
    "${place} : une observation contient l'un des mots ${names}",
  '${place}: "${role}" was not started before': "${place} : « ${role} » n'a pas été lancé auparavant",
  "${place*} needs to be an object": "${place*} doit être un objet",
  "${place*} needs to be a list": "${place*} doit être une liste",
  "${place*} needs to be a text": "${place*} doit être un texte",
  "${place*}: ${name} needs to be a number": "${place*} : ${name} doit être un nombre",
  '${place*} has no "${name}"; it may have ${names}':
    "${place*} ne contient pas « ${name} » ; y sont permis ${names}",
  "it is a folder": "c'est un dossier",
  'Cannot start "${program}": ${reason*}': "Lancement de « ${program} » impossible : ${reason*}",
  "there is no such program": "ce programme n'existe pas",
  "the exercise": "l'exercice",
  "${exercise} did not end in ${seconds} seconds": "${exercise} ne s'est pas terminé en ${seconds} secondes",
  '--diagram needs a file that ends in .svg, .mmd or .txt, not "${typed}"':
    "--diagram demande un fichier qui finit par .svg, .mmd ou .txt, et non « ${typed} »",
  '--output needs a file that ends in .svg, .mmd or .txt, not "${typed}"':
    "--output demande un fichier qui finit par .svg, .mmd ou .txt, et non « ${typed} »",
  '"${file}" has no event of --trace=json': "« ${file} » ne contient aucun événement de --trace=json",
  'Cannot find the trace "${file}"': "Trace « ${file} » introuvable",
  'Cannot read the trace "${file}": ${reason*}': "Lecture de la trace « ${file} » impossible : ${reason*}",
  "the peer has said everything": "l'autre a tout dit",
  "we have said everything": "nous avons tout dit",
  "worker ${number} started": "assistant ${number} démarré",
  "worker ${number} ended": "assistant ${number} terminé",
  "worker ${number} is free": "assistant ${number} libre",
  "by worker ${number}": "par l'assistant ${number}",
  "to worker ${number}": "à l'assistant ${number}",
  "by worker": "par un assistant",
  "to worker": "à un assistant",
  "worker": "assistant",
  "child ${pid} started": "processus ${pid} démarré",
  "child ${pid} ended": "processus ${pid} terminé",
  "to child ${pid}": "au processus ${pid}",
  "child": "processus enfant",
  "${count} waiting": "${count} en attente",
  "The server did not start: ${reason*}": "Le serveur n'a pas démarré : ${reason*}",
  "it said nothing": "il n'a rien dit",
  "the server left": "le serveur est parti",
  "answers/s": "réponses/s",
  "served": "servis",
  "procs": "proc.",
  "died": "mort",
  "MiB": "Mio",

  "--connect HOST:PORT, --run COMMAND or --listen PORT is needed":
    "il faut --connect HÔTE:PORT, --run COMMANDE ou --listen PORT",
  '--connect needs HOST:PORT or [::1]:PORT, not "${typed}"':
    "--connect demande HÔTE:PORT ou [::1]:PORT, et non « ${typed} »",
  "--run needs {port} where the port goes, or --connect HOST:PORT to say where it listens":
    "--run demande {port} à la place du port, ou --connect HÔTE:PORT pour dire où le programme écoute",
  "--listen checks clients over TCP, not --udp": "--listen vérifie des clients en TCP, pas --udp",
  "--run needs a command": "--run demande une commande",
  '--only: there is no rule "${name}"; --list shows them':
    "--only : il n'y a pas de règle « ${name} » ; --list les montre",
  "There is no report to summarise": "Il n'y a aucun rapport à résumer",
};
