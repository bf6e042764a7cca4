import type { Catalogue } from "../catalogue.ts";

/** What `netlab lab` and `netlab check` say besides their own texts. */
export const messagesLab: Catalogue = {
  "{1} has no server whose mode can be another one":
    "{1} n'a pas de serveur dont le mode puisse être un autre",
  '"{1}" is not a recording: its first line is not the head of one':
    "« {1} » n'est pas un enregistrement : sa première ligne n'en est pas l'en‑tête",
  "--open shows what was recorded: only --web goes with it":
    "--open montre ce qui a été enregistré : seule --web va avec elle",
  'Cannot find the recording "{1}"': "Enregistrement « {1} » introuvable",
  "the page stays until Ctrl-C": "la page reste jusqu'à Ctrl-C",
  "port {1} is taken already: end the program that has it, or check that one without --run":
    "le port {1} est déjà pris : arrêtez le programme qui l'occupe, ou vérifiez celui-là sans --run",
  "port {1} is taken already, by {2} (process {3}): end it, or check it without --run":
    "le port {1} est déjà pris, par {2} (processus {3}) : arrêtez-le, ou vérifiez-le sans --run",
  "--run: {1} works in its own folder; say where the files are with {dir}":
    "--run : {1} travaille dans son propre répertoire ; indiquez où sont les fichiers avec {dir}",
  "no file of the program is here to be watched": "aucun fichier du programme n'est ici pour être surveillé",
  "waiting for a change of {1}": "en attente d'une modification de {1}",
  "waiting for a change of {1}, or of {2} beside it":
    "en attente d'une modification de {1}, ou de {2} à côté",
  "--service is needed: {1}": "--service est nécessaire : {1}",
  'There is no program in "{1}"': "Il n'y a aucun programme dans « {1} »",
  "without a jail: each program runs with all your rights":
    "sans prison : chaque programme tourne avec tous vos droits",
  "there is no jail here ({1}): each program runs with all your rights":
    "il n'y a pas de prison ici ({1}) : chaque programme tourne avec tous vos droits",
  "there is no jail here (install bubblewrap): each program runs with all your rights":
    "il n'y a pas de prison ici (installez bubblewrap) : chaque programme tourne avec tous vos droits",
  "this system has no jail: each program runs with all your rights":
    "ce système n'a pas de prison : chaque programme tourne avec tous vos droits",
  'unknown exercise "{1}"': "exercice inconnu « {1} »",
  'unknown exercise "{1}"; did you mean {2}?': "exercice inconnu « {1} » ; vouliez-vous dire {2} ?",
  'Cannot find the exercise "{1}"': "Exercice « {1} » introuvable",
  'Cannot read the exercise "{1}": {2}': "Lecture de l'exercice « {1} » impossible : {2}",
  'files: "{1}" is not below the exercise\'s folder':
    "files : « {1} » n'est pas sous le dossier de l'exercice",
  "{1}: an action has one of {2}": "{1} : une action contient l'un des mots {2}",
  "{1}: an observation has one of {2}": "{1} : une observation contient l'un des mots {2}",
  "{1}: instead goes with needs": "{1} : instead va avec needs",
  "{1}: needs is one of {2}": "{1} : needs est l'un des mots {2}",
  '{1}: "{2}" was not started before': "{1} : « {2} » n'a pas été lancé auparavant",
  "{1} needs to be an object": "{1} doit être un objet",
  "{1} needs to be a list": "{1} doit être une liste",
  "{1} needs to be a text": "{1} doit être un texte",
  "{1}: {2} needs to be a number": "{1} : {2} doit être un nombre",
  '{1} has no "{2}"; it may have {3}': "{1} ne contient pas « {2} » ; y sont permis {3}",
  "it is a folder": "c'est un dossier",
  'Cannot start "{1}": {2}': "Lancement de « {1} » impossible : {2}",
  "there is no such program": "ce programme n'existe pas",
  "the exercise": "l'exercice",
  "{1} did not end in {2}": "{1} ne s'est pas terminé en {2}",
  '--diagram needs a file that ends in .svg, .mmd or .txt, not "{1}"':
    "--diagram demande un fichier qui finit par .svg, .mmd ou .txt, et non « {1} »",
  '--output needs a file that ends in .svg, .mmd or .txt, not "{1}"':
    "--output demande un fichier qui finit par .svg, .mmd ou .txt, et non « {1} »",
  '"{1}" has no event of --trace=json': "« {1} » ne contient aucun événement de --trace=json",
  'Cannot find the trace "{1}"': "Trace « {1} » introuvable",
  'Cannot read the trace "{1}": {2}': "Lecture de la trace « {1} » impossible : {2}",
  "The server did not start: {1}": "Le serveur n'a pas démarré : {1}",
  "it said nothing": "il n'a rien dit",
  "the server left": "le serveur est parti",
  "answers/s": "réponses/s",
  "served": "servis",
  "procs": "proc.",
  "died": "mort",
  "MiB": "Mio",

  "--connect HOST:PORT, --run COMMAND or --listen PORT is needed":
    "il faut --connect HÔTE:PORT, --run COMMANDE ou --listen PORT",
  '--connect needs HOST:PORT or [::1]:PORT, not "{1}"':
    "--connect demande HÔTE:PORT ou [::1]:PORT, et non « {1} »",
  "--run needs {port} where the port goes, or --connect HOST:PORT to say where it listens":
    "--run demande {port} à la place du port, ou --connect HÔTE:PORT pour dire où le programme écoute",
  "--protocol mob needs {upstream-port} in --run, or --upstream PORT to say where the program connects to":
    "--protocol mob demande {upstream-port} dans --run, ou --upstream PORT pour dire où le programme se connecte",
  "--upstream is for --protocol mob, which checks a proxy":
    "--upstream va avec --protocol mob, qui vérifie un mandataire",
  "--protocol is needed: {1}": "Il faut --protocol : {1}",
  '--page needs a path that begins with /, not "{1}"':
    "--page demande un chemin qui commence par /, pas « {1} »",
  "--{1} needs {name} where the name of the file goes": "--{1} demande {name} à la place du nom du fichier",
  "is for the check of a client, and there is none here":
    "sert à vérifier un client, ce qui n'existe pas ici",
  "--connect HOST:PORT or --run COMMAND is needed": "il faut --connect HÔTE:PORT ou --run COMMANDE",
  "--run COMMAND is needed: what is typed and shown is part of the check":
    "--run COMMANDE est nécessaire : ce qui est tapé et affiché fait partie de la vérification",
  "--run needs a command": "--run demande une commande",
  '--only: there is no rule "{1}"; --list shows them':
    "--only : il n'y a pas de règle « {1} » ; --list les montre",
  "this is not JSON": "ce n'est pas du JSON",
  "this is not a report of netlab check": "ce n'est pas un rapport de netlab check",
  'Cannot run "{1}": {2}': "Lancement de « {1} » impossible : {2}",
  "there is no such program (or the interpreter named in its first line)":
    "ce programme n'existe pas (ou l'interpréteur nommé dans sa première ligne)",
  "it is not executable (chmod +x?)": "il n'est pas exécutable (chmod +x ?)",
  "it is not executable; chmod +x makes it so, or write {1}":
    "il n'est pas exécutable ; chmod +x le rend tel, ou écrivez {1}",
  "it is not a program of Windows": "ce n'est pas un programme pour Windows",
  "Windows does not start such a file by itself; write {1}":
    "Windows ne lance pas un tel fichier de lui-même ; écrivez {1}",
  "access is denied": "l'accès est refusé",
  "there is no such program; Python is called {1} on this machine":
    "ce programme n'existe pas ; sur cette machine, Python s'appelle {1}",
  "Cannot put files into {1}: {2}": "Impossible de déposer des fichiers dans {1} : {2}",
  "There is no report to summarise": "Il n'y a aucun rapport à résumer",

  "--run COMMAND, --pid PID or --through is missing": "il manque --run COMMANDE, --pid PID ou --through",
  '--through needs LISTEN:HOST:PORT, not "{1}"': "--through demande PORT:HÔTE:PORT, pas « {1} »",
  "--through sees bytes and no programs: not with --run or --pid":
    "--through voit des octets et pas de programmes : ne va ni avec --run ni avec --pid",
  '--run needs a command, not "{1}"': "--run demande une commande, pas « {1} »",
  '--pid needs the number of a process, not "{1}"': "--pid demande le numéro d'un processus, pas « {1} »",
  "Cannot join process {1}: {2}": "Impossible d'observer le processus {1} : {2}",
  "Cannot make a pipe: {1}": "Création d'un tube impossible : {1}",
  "only Linux shows the calls of a program, by strace; --through LISTEN:HOST:PORT shows its bytes on every system":
    "seul Linux montre les appels d'un programme, par strace ; --through PORT:HÔTE:PORT montre ses octets sur tous les systèmes",
  "strace is missing, which shows the calls of programs: install it (sudo apt install strace, sudo dnf install strace)":
    "il manque strace, qui montre les appels des programmes : installez-le (sudo apt install strace, sudo dnf install strace)",
  "strace does not work here: {1}": "strace ne fonctionne pas ici : {1}",
  "this system lets no program look at another, until it is started anew (kernel.yama.ptrace_scope is 3); --through shows bytes":
    "ce système ne laisse aucun programme en observer un autre jusqu'à son redémarrage (kernel.yama.ptrace_scope vaut 3) ; --through montre les octets",
  "this system does not let strace look at programs: a container needs docker run --cap-add=SYS_PTRACE, another system sudo sysctl kernel.yama.ptrace_scope=1":
    "ce système ne laisse pas strace observer des programmes : un conteneur a besoin de docker run --cap-add=SYS_PTRACE, un autre système de sudo sysctl kernel.yama.ptrace_scope=1",
  "there is no process {1}": "il n'y a pas de processus {1}",
  "process {1} is looked at already, by process {2}":
    "le processus {1} est déjà observé, par le processus {2}",
  "process {1} is somebody else's: use sudo":
    "le processus {1} appartient à quelqu'un d'autre : utilisez sudo",
  "this system lets a program look only at those that it has started: use --run, or sudo sysctl kernel.yama.ptrace_scope=0":
    "ce système ne laisse un programme observer que ceux qu'il a lancés : utilisez --run, ou sudo sysctl kernel.yama.ptrace_scope=0",
  "end of stream": "fin du flux",
  "{1} of {2} B": "{1} sur {2} o",
  "… waits": "… attend",
  "after {1}": "après {1}",
  "ended by {1}": "terminé par {1}",
  "code {1}": "code {1}",
  "is for lines and chunks, and not for --framing {1}":
    "vaut pour les lignes et les morceaux, pas pour --framing {1}",
  "--listen checks clients of lines, not --framing {1}":
    "--listen vérifie des clients de lignes, pas --framing {1}",
  "is for lines, and not for --framing {1}": "vaut pour les lignes, pas pour --framing {1}",
  "--listen and --connect exclude each other: one is for a client, the other for a server":
    "--listen et --connect s'excluent : l'un est pour un client, l'autre pour un serveur",
};
