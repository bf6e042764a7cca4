import type { Catalogue } from "../catalogue.ts";

/** What `netlab chat` says beside the talk itself. */
export const messagesChat: Catalogue = {
  "open {1} in a browser": "ouvrez {1} dans un navigateur",
  "--plain and --web exclude each other: a browser speaks under a name":
    "--plain et --web s'excluent : un navigateur parle sous un nom",
  "--history and --bus exclude each other: the bus keeps the history of its rooms":
    "--history et --bus s'excluent : le bus garde l'historique de ses salons",
  "Cannot open the history {1}: {2}": "Ouverture de l'historique {1} impossible : {2}",
  "{1} was removed or replaced": "{1} a été supprimé ou remplacé",
  "{1} was changed by another program": "{1} a été modifié par un autre programme",
  "messages are refused, for they cannot be kept: {1}":
    "les messages sont refusés, car ils ne peuvent pas être conservés : {1}",
  "messages are kept again": "les messages sont de nouveau conservés",
  'Cannot use the bus "{1}": {2}': "Impossible d'utiliser le bus « {1} » : {2}",
  "expected nats://HOST:PORT[/ROOM]": "la forme attendue est nats://HÔTE:PORT[/SALON]",
  "a percent sign in the name or the password is not followed by UTF-8":
    "un signe pour cent du nom ou du mot de passe n'est pas suivi d'UTF-8",
  "a room's name is made of letters, digits, - and _":
    "un nom de salon est fait de lettres, de chiffres, de - et de _",
  "all servers of a bus have the same room": "tous les serveurs d'un bus ont le même salon",
  "Cannot use {1}: it is neither a credentials file of NATS nor the seed of a user":
    "Impossible d'utiliser {1} : ce n'est ni un fichier d'identification NATS ni la graine d'un utilisateur",
  "Cannot join the bus {1}: {2}; trying again until it works":
    "Impossible de rejoindre le bus {1} : {2} ; nouveaux essais jusqu'à ce que ça marche",
  "The bus {1} is away: {2}; trying again until it is back":
    "Le bus {1} est absent : {2} ; nouveaux essais jusqu'à son retour",
  "The bus {1} is there": "Le bus {1} est là",
  "{1} person": "{1} personne",
  "{1} people": "{1} personnes",
  "Another server of the room does not answer: {1} there":
    "Un autre serveur du salon ne répond pas : {1} de son côté",
  "The other server of the room answers again: {1} there":
    "L'autre serveur du salon répond de nouveau : {1} de son côté",
  "it refuses the connection": "il refuse la connexion",
  "it refuses the login": "il refuse l'identification",
  "the login has expired": "l'identification a expiré",
  "the login may not publish to {1}": "l'identification n'a pas le droit de publier sur {1}",
  "the login may not subscribe to {1}": "l'identification n'a pas le droit de s'abonner à {1}",
  "JetStream is off there for this account": "JetStream y est désactivé pour ce compte",
  "it does not offer TLS": "il ne propose pas TLS",
  "its certificate is not trusted": "son certificat n'est pas reconnu",
  "its certificate is for another name": "son certificat est celui d'un autre nom",
  "it wants a certificate of ours": "il veut un certificat de notre part",
  "it does not answer": "il ne répond pas",
  "it has not sent all that it has stored": "il n'a pas envoyé tout ce qu'il a enregistré",
  "it does not send what it has stored": "il n'envoie pas ce qu'il a enregistré",
  "its name is not known": "son nom est inconnu",
  "its storage is gone": "son stockage a disparu",
  "its storage is full": "son stockage est plein",
  "its stream {1} does not keep {2}": "son flux {1} ne conserve pas {2}",
  "no NATS server answers there": "aucun serveur NATS n'y répond",
  "it said too much before TLS": "il en a trop dit avant TLS",
  "The bus is away: your private line was not sent":
    "Le bus est absent : votre ligne privée n'a pas été envoyée",
  "The bus has gone away: your private line may not have arrived":
    "Le bus est parti : votre ligne privée n'est peut-être pas arrivée",
  "The line is longer than the bus takes, so it was not sent":
    "La ligne est plus longue que ce que prend le bus : elle n'a pas été envoyée",
  "a message was lost": "un message s'est perdu",
  "the connection has ended": "la connexion est terminée",
  "JetStream is off there (start nats-server with -js)":
    "JetStream y est désactivé (lancez nats-server avec -js)",

  "What is your name? (1 to 20 visible characters, no spaces)":
    "Quel est votre pseudonyme ? (1 à 20 caractères visibles, sans espaces)",
  "What is the password of this room? (it comes before the name)":
    "Quel est le mot de passe de ce salon ? (il vient avant le pseudonyme)",
  "password> ": "mot de passe> ",
  "(no answer for {1} s) ": "(pas de réponse depuis {1} s) ",
  "({1} line on its way, Ctrl-C gives it up) ": "({1} ligne en route, Ctrl-C l'abandonne) ",
  "({1} lines on their way, Ctrl-C gives them up) ": "({1} lignes en route, Ctrl-C les abandonne) ",
  "{1} ({2} line on its way)> ": "{1} ({2} ligne en route)> ",
  "{1} ({2} lines on their way)> ": "{1} ({2} lignes en route)> ",
  "The server does not answer: your line is kept here": "Le serveur ne répond pas : votre ligne reste ici",
  "This is a new room: what was said since you were cut off is not known":
    "C'est un nouveau salon : nul ne sait ce qui s'est dit pendant la coupure",
  "This server confirms no lines: yours are shown when they have been sent":
    "Ce serveur ne confirme pas les lignes : les vôtres s'affichent dès qu'elles sont envoyées",
  "Your last line was not said: it is back in the input":
    "Votre dernière ligne n'a pas été dite : elle est de retour dans la saisie",
  "Your last {1} lines were not said: they are back in the input":
    "Vos {1} dernières lignes n'ont pas été dites : elles sont de retour dans la saisie",
  "Your last line may have been said or not: it is back in the input":
    "Votre dernière ligne a peut-être été dite, peut-être pas : elle est de retour dans la saisie",
  "Your last {1} lines may have been said or not: they are back in the input":
    "Vos {1} dernières lignes ont peut-être été dites, peut-être pas : elles sont de retour dans la saisie",
  "Not said: {1}": "Pas dit : {1}",
  "Said or not, nobody knows: {1}": "Dit ou non, nul ne le sait : {1}",
  '{1} lines were not said, from "{2}" to "{3}"': "{1} lignes n'ont pas été dites, de « {2} » à « {3} »",
  '{1} lines may have been said or not, from "{2}" to "{3}"':
    "{1} lignes ont peut-être été dites, peut-être pas, de « {2} » à « {3} »",
  "{1} of your last {2} lines were refused; which ones is not known":
    "{1} de vos {2} dernières lignes ont été refusées ; lesquelles, on ne le sait pas",
  "{1} of your {2} lines was not acknowledged by the room":
    "{1} de vos {2} lignes n'a pas été confirmée par le salon",
  "{1} of your {2} lines were not acknowledged by the room":
    "{1} de vos {2} lignes n'ont pas été confirmées par le salon",
  "password of the room: ": "mot de passe du salon : ",
  "it has more than {1} characters": "il a plus de {1} caractères",
  "it has to be one line without control characters":
    "il doit tenir en une ligne sans caractères de contrôle",
  "it begins or ends with a space": "il commence ou finit par une espace",
  "the password of {1} cannot be used: {2}": "le mot de passe de {1} est inutilisable : {2}",
  "--password needs {1} in the environment, or a terminal to ask on":
    "--password demande {1} dans l'environnement, ou un terminal où poser la question",
  "Cannot join: the room asks for a password; set NETLAB_CHAT_PASSWORD, or be asked for it with --password":
    "Impossible d'entrer : le salon demande un mot de passe ; définissez NETLAB_CHAT_PASSWORD, ou laissez-vous le demander avec --password",
  "name> ": "nom> ",
  "The name {1} is held by another connection, perhaps the one that was lost: asking for it until it is free":
    "Le nom {1} est tenu par une autre connexion, peut-être celle qui a été perdue : il est redemandé jusqu'à ce qu'il soit libre",
  "Answered with the name {1}": "Réponse donnée : le nom {1}",
  "Say these {1} lines? (y: yes, n: no, e: edit) ": "Dire ces {1} lignes ? (o : oui, n : non, m : modifier) ",
  'search "{1}": ': "recherche « {1} » : ",
  'nothing with "{1}": ': "rien avec « {1} » : ",
  "{1} lines are more than the {2} that can be entered together":
    "{1} lignes, c'est plus que les {2} qui peuvent être entrées ensemble",
  "The paste is longer than {1} characters: none of it was taken":
    "Le texte collé dépasse {1} caractères : rien n'en a été pris",
  "(connecting…) ": "(connexion…) ",
  "(offline, retry in {1} s) ": "(hors ligne, nouvel essai dans {1} s) ",
  "Not connected: your line is kept here": "Pas de connexion : votre ligne reste ici",
  "The server has closed the connection": "Le serveur a fermé la connexion",
  "Cannot join: {1}": "Impossible d'entrer : {1}",
  "--bot needs --name NICK": "--bot demande --name PSEUDO",
  '--name "{1}": {2}': "--name « {1} » : {2}",
  "A name needs at least one character": "Un pseudonyme a au moins un caractère",
  "A name is made of visible characters, without spaces":
    "Un pseudonyme est fait de caractères visibles, sans espaces",
  "A name cannot begin with / (commands do)": "Un pseudonyme ne commence pas par / (les commandes, si)",
  "A name cannot contain {1}, which the room's own lines do":
    "Un pseudonyme ne contient pas {1}, que contiennent les lignes du salon lui-même",
  "A name cannot be {1}: news of the room begin so":
    "{1} ne peut pas être un pseudonyme : les annonces du salon commencent ainsi",
  "A name has at most {1} characters": "Un pseudonyme a au plus {1} caractères",

  "A topic has at most {1} characters": "Un sujet a au plus {1} caractères",
  "--topic: {1}": "--topic : {1}",
  "--plain and --topic exclude each other: bare lines tell nothing about the room":
    "--plain et --topic s'excluent : des lignes nues ne disent rien du salon",

  "say TEXT to everybody, yourself included": "dire TEXTE à tous, vous compris",
  "show what you do: * Ginette ACTION": "montrer ce que vous faites : * Ginette ACTION",
  "say TEXT to NAME alone": "dire TEXTE à NOM seulement",
  "take another name": "prendre un autre nom",
  "list who is here": "dire qui est là",
  "show the last N messages again": "montrer de nouveau les N derniers messages",
  "show this list": "montrer cette liste",
  "leave": "partir",
  "show NAME out": "exclure NOM",
  "show or say what the room is about; - takes it away": "montrer ou donner le sujet du salon ; - l'enlève",

  "your turn> ": "à vous> ",
  "their turn… ": "à l'autre… ",
  "their turn ({1} waiting)… ": "à l'autre ({1} en attente)… ",
  "sent: {1}": "envoyé : {1}",
  "{1} line was not sent": "{1} ligne n'a pas été envoyée",
  "{1} lines were not sent": "{1} lignes n'ont pas été envoyées",
  "An empty message was not sent: without line ends, nobody would notice it":
    "Un message vide n'a pas été envoyé : sans fin de ligne, personne ne le remarquerait",
  "It is the other side's turn: your line is kept here, Enter sends it when it is yours":
    "C'est au tour de l'autre : votre ligne reste ici, Entrée l'enverra quand ce sera le vôtre",
  "A line of the other side was longer than {1} bytes": "Une ligne de l'autre côté dépassait {1} octets",
  "The other side has ended the talk": "L'autre côté a mis fin à la discussion",
  "The other side has broken the talk off": "L'autre côté a rompu la discussion",
  "The other side spoke during your turn: both of you began. It counts as the answer to your next line; to avoid it, start one side with --begin peer":
    "L'autre côté a parlé pendant votre tour : vous avez commencé tous les deux. Cela compte comme la réponse à votre prochaine ligne ; pour l'éviter, lancez l'un des côtés avec --begin peer",
  "Still nothing: the other side is expected to begin. If it waits for you too, nobody will ever speak; then end this with Ctrl-C and start again with --begin me":
    "Toujours rien : l'autre côté est censé commencer. S'il vous attend aussi, personne ne parlera jamais ; arrêtez alors avec Ctrl-C et recommencez avec --begin me",
  "either --listen PORT or HOST PORT, not both": "--listen PORT ou HÔTE PORT, mais pas les deux",
  "HOST PORT is missing (or --listen PORT, to wait for the other side)":
    "il manque HÔTE PORT (ou --listen PORT, pour attendre l'autre côté)",

  "it is closed": "il est fermé",
};
