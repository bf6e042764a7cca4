import type { Catalogue } from "../catalogue.ts";

/** What `netlab files` says about HTTP: as a server, and as a client of the Web. */
export const messagesWeb: Catalogue = {
  "made the folder {1}": "dossier {1} créé",
  "moved {1} to {2}": "{1} déplacé vers {2}",
  "deleted {1} (it is in .netlab-trash/{2})": "{1} supprimé (il est dans .netlab-trash/{2})",
  "brought back {1}": "{1} rétabli",
  "one thread serves HTTP, because it alone knows who has signed in and who guesses passwords":
    "un seul fil sert HTTP, car lui seul sait qui s'est identifié et qui essaie des mots de passe",
  "this system does not spread clients over several sockets: one thread serves HTTP":
    "ce système ne répartit pas les clients sur plusieurs sockets : un seul fil sert HTTP",
  "received {1} ({2} bytes)": "{1} reçu ({2} octets)",
  "received {1} ({2} bytes, replaced)": "{1} reçu ({2} octets, remplacé)",
  "only HTTP is served, because the raw protocol knows no passwords and no drop box":
    "seul HTTP est servi, car le protocole brut ne connaît ni mots de passe ni boîte de dépôt",
  "is for the raw protocol, which knows no passwords and no drop box":
    "ne sert qu'au protocole brut, qui ne connaît ni mots de passe ni boîte de dépôt",
  "{1} is for the raw protocol, which knows no passwords and no drop box; HTTP has events and symmetric":
    "{1} ne sert qu'au protocole brut, qui ne connaît ni mots de passe ni boîte de dépôt ; HTTP a events et symmetric",
  "{1} is not for a drop box: it keeps what others have sent, and gives what comes another name":
    "{1} ne convient pas à une boîte de dépôt : elle garde ce que d'autres ont déposé, et donne un autre nom à ce qui arrive",
  "port {1} is not free ({2}), so HTTP takes another one":
    "le port {1} n'est pas libre ({2}) ; HTTP en prend un autre",
  "  SHA-256 fingerprint {1}": "  empreinte SHA-256 {1}",
  "{1} became shorter while it was sent": "{1} a été raccourci pendant l'envoi",
  'cannot answer {1} "{2}": {3}': "impossible de répondre à {1} « {2} » : {3}",
  "and {1} more": "et {1} autres",
  ", {1} s left": ", reste {1} s",
  "--cert and --key go together": "--cert et --key vont ensemble",
  "The certificate is not a PEM file": "Le certificat n'est pas un fichier PEM",
  'Cannot use "{1}": {2}': "« {1} » est inutilisable : {2}",
  "it is empty": "il est vide",
  "it is too large": "il est trop gros",
  "it is in DER, and PEM is wanted (openssl converts it)":
    "il est en DER, et il faut du PEM (openssl sait le convertir)",
  "it is not PEM": "ce n'est pas du PEM",
  "what is in it is a request for a certificate, not the certificate":
    "il contient une demande de certificat, pas le certificat",
  "its certificate is of version 1 of X.509, and version 3 is wanted":
    "son certificat est de la version 1 de X.509, et il faut la version 3",
  "the runtime does not start TLS with these options":
    "l'environnement d'exécution ne commence pas de TLS avec ces options",
  "there is no certificate in it": "il ne contient aucun certificat",
  "there is no private key in it": "il ne contient aucune clé privée",
  "certificate {1} in it is damaged": "son certificat numéro {1} est abîmé",
  "the key in it is encrypted (openssl pkey removes the password)":
    "sa clé est chiffrée (openssl pkey retire le mot de passe)",
  "the private key in it is damaged, or of an unknown kind": "sa clé privée est abîmée, ou d'un type inconnu",
  "its kind of key is not supported: RSA from 2048 bits, P-256, P-384, P-521, Ed25519":
    "ce type de clé n'est pas pris en charge : il faut RSA à partir de 2048 bits, P-256, P-384, P-521 ou Ed25519",
  "the certificate of the key has to be the first in it, and is number {1}":
    "le certificat de la clé doit y être le premier, or c'est le numéro {1}",
  'it is not the certificate of the key in "{1}"': "ce n'est pas le certificat de la clé de « {1} »",
  'certificate {1} in "{2}" has expired ({3}): peers will refuse it':
    "le certificat numéro {1} de « {2} » a expiré ({3}) : les autres le refuseront",
  'certificate {1} in "{2}" is not valid yet ({3}): peers will refuse it':
    "le certificat numéro {1} de « {2} » n'est pas encore valable ({3}) : les autres le refuseront",
  'certificate {1} in "{2}" is not that of the issuer of the one before: peers may refuse it':
    "le certificat numéro {1} de « {2} » n'est pas celui de l'émetteur du précédent : les autres le refuseront peut-être",
  "{1} is not of the form user:password": "{1} n'est pas de la forme utilisateur:motdepasse",
  "--{1} needs {2}=user:password in the environment, or a terminal to ask on":
    "--{1} demande {2}=utilisateur:motdepasse dans l'environnement, ou un terminal où poser la question",
  "--{1} needs a name and a password, with a colon in between":
    "--{1} demande un nom et un mot de passe, séparés par un deux-points",
  "--{1} needs a name and a password, and neither may be empty":
    "--{1} demande un nom et un mot de passe, et aucun des deux ne peut être vide",
  "user:password for --{1}: ": "utilisateur:motdepasse pour --{1} : ",

  "Cannot reach the server: {1}": "Serveur injoignable : {1}",
  "there is no such host": "cet hôte n'existe pas",
  "its certificate is not trusted (--cacert names one that is)":
    "son certificat n'est pas digne de confiance (--cacert en nomme un qui l'est)",
  "its certificate is that of an authority, which no server may show":
    "son certificat est celui d'une autorité, qu'aucun serveur n'a le droit de présenter",
  "it does not speak TLS (is it http:// ?)": "il ne parle pas TLS (serait-ce http:// ?)",
  "no answer": "pas de réponse",
  "it became shorter while it was sent": "il a été raccourci pendant l'envoi",
  "the connection was lost": "la connexion a été perdue",
  "no connection within {1}": "pas de connexion en {1}",
  "it took longer than {1} (--max-time)": "cela a duré plus de {1} (--max-time)",
  "it is larger than {1} bytes (--max-size)": "il dépasse {1} octets (--max-size)",
  "The answer of the server is not one of HTTP": "La réponse du serveur n'est pas du HTTP",
  "The proxy answers {1}": "Le mandataire répond {1}",
  "The proxy closed the connection without an answer": "Le mandataire a fermé la connexion sans répondre",
  "The proxy says more than it was asked": "Le mandataire en dit plus qu'il ne lui a été demandé",
  "{1} names no proxy of the form http://HOST:PORT":
    "{1} ne nomme pas de mandataire de la forme http://HÔTE:PORT",
  'The server sends us to "{1}", which is no address':
    "Le serveur renvoie à « {1} », qui n'est pas une adresse",
  "The server sends us to {1}; only http:// and https:// are followed":
    "Le serveur renvoie à {1} ; seules les adresses en http:// et https:// sont suivies",
  "The server sends us to {1}, which is nearer to this machine than the server is":
    "Le serveur renvoie à {1}, qui est plus près de cette machine que le serveur lui-même",
  "The server wants the file sent to another origin, {1}; that is refused":
    "Le serveur veut que le fichier soit envoyé à une autre origine, {1} ; c'est refusé",
  "The server takes files at {1}; name that address if you trust it":
    "Le serveur reçoit les fichiers à {1} ; donnez cette adresse si vous lui faites confiance",
  "The server does not say how much of the file it has": "Le serveur ne dit pas ce qu'il a du fichier",
  "The server answers before it has the whole file": "Le serveur répond avant d'avoir tout le fichier",
  "The server answers {1}": "Le serveur répond {1}",
  "The server answers {1}: {2}": "Le serveur répond {1} : {2}",
  "The server answers {1} (--auth sends a name and a password)":
    "Le serveur répond {1} (--auth envoie un nom et un mot de passe)",
  "The server answers {1}: {2} (--auth sends a name and a password)":
    "Le serveur répond {1} : {2} (--auth envoie un nom et un mot de passe)",
  "it sends us from one address to the next without end": "il renvoie sans fin d'une adresse à la suivante",
  "{1} transferred, {2} up to date, {3}, {4}/s": "transférés : {1}, à jour : {2}, {3}, {4}/s",
  "The server sends us to {1}, another server; that is not followed":
    "Le serveur nous envoie vers {1}, un autre serveur ; cela n'est pas suivi",
  "its listing is longer than {1} bytes": "sa liste de fichiers dépasse {1} octets",
  "The server makes no folders": "Le serveur ne crée pas de dossiers",
  "The server has no such folder": "Le serveur n'a pas ce dossier",
  "there is no listing of files": "il n'y a pas de liste de fichiers",
  "there are more than {1} files (--max-files)": "il y a plus de {1} fichiers (--max-files)",
  "it leads out of the folder, to {1}": "il mène hors du dossier, vers {1}",
  "something is there that this program did not make; remove it first":
    "il y a là quelque chose que ce programme n'a pas fait ; retirez-le d'abord",
  "{1}: the server sends it encoded as {2}; it is kept so":
    "{1} : le serveur l'envoie codé en {2} ; il est gardé tel quel",
  "The server sends other bytes than were asked for":
    "Le serveur envoie d'autres octets que ceux qui lui ont été demandés",
  "The file on the server has changed meanwhile": "Entre-temps, le fichier a changé sur le serveur",
  "The download ended early": "Le téléchargement s'est terminé trop tôt",
  "The upload got out of step": "L'envoi s'est désynchronisé",
  "{1}: {2}; trying again in {3} s": "{1} : {2} ; nouvel essai dans {3} s",
  "{1} bytes are kept in {2}.part; the same command goes on from there":
    "{1} octets sont gardés dans {2}.part ; la même commande reprendra de là",
  "the SHA-256 is {1}, not {2}; nothing was kept": "le SHA-256 est {1}, et non {2} ; rien n'a été gardé",
  "--name is no name for a file": "--name n'est pas un nom de fichier",
  "is for one file": "ne vaut que pour un seul fichier",
  "is for folders, and none is sent": "ne concerne que les dossiers, et aucun n'est envoyé",
  "is for folders, and none is shared": "ne concerne que les dossiers, et aucun n'est partagé",
  "is shared alone, instead of a file": "se partage seul, à la place d'un fichier",
  "is for standard input (-)": "ne concerne que l'entrée standard (-)",
  "is for files: standard input has no date":
    "ne concerne que les fichiers : l'entrée standard n'a pas de date",
  "is for HOST PORT NAME: what goes over the web is not traced":
    "ne sert qu'avec HÔTE PORT NOM : ce qui passe par le Web n'est pas tracé",
  "is for what is saved, and --output is {1}": "ne concerne que ce qui est enregistré, et --output vaut {1}",
  "{1}: the server's is up to date": "{1} : déjà à jour sur le serveur",
  "a server with the name of a file (HOST PORT NAME), or a URL, is missing":
    "il manque un serveur et le nom d'un fichier (HÔTE PORT NOM), ou une URL",
  '"{1}" cannot be read as a URL': "« {1} » n'est pas une URL lisible",
  '"{1}" begins with {2}://; only http:// and https:// are known':
    "« {1} » commence par {2}:// ; seuls http:// et https:// sont connus",
  "the URL of a folder on the server is missing at the end":
    "il manque à la fin l'URL d'un dossier du serveur",

  "A drop box does not show what is in it": "Une boîte de dépôt ne montre pas ce qu'elle contient",
  '--spa needs an index.html in "{1}"': "--spa a besoin d'un index.html dans « {1} »",
  "needs HTTP: leave out --no-http": "a besoin de HTTP : retirez --no-http",
  "and --no-qr exclude each other": "et --no-qr s'excluent",
  "is about files that are shown, and a drop box shows none":
    "concerne les fichiers montrés, et une boîte de dépôt n'en montre aucun",
  'needs an origin such as https://example.org, not "{1}"':
    "demande une origine comme https://example.org, et non « {1} »",
  'needs a header such as "Name: value", not "{1}"':
    "demande un en-tête comme « Nom : valeur », et non « {1} »",
  "cannot set {1}: the server itself knows what belongs there":
    "ne peut pas fixer {1} : seul le serveur sait ce qu'il faut y mettre",
  'needs a path such as /files, not "{1}"': "demande un chemin comme /fichiers, et non « {1} »",
  "{1} goes without what may not be read: {2}": "{1} est incomplet, sans ce qui ne peut être lu : {2}",
  "{1} goes without names with a line end or not in UTF-8: {2}":
    "{1} est incomplet, sans les noms qui contiennent une fin de ligne ou ne sont pas en UTF-8 : {2}",
};
