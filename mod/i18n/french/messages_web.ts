import type { Catalogue } from "../translator.ts";

/** What `netlab files` says about HTTP: as a server, and as a client of the Web. */
export const messagesWeb: Catalogue = {
  "only HTTP is served, because the raw protocol knows no passwords and no drop box":
    "seul HTTP est servi, car le protocole brut ne connaît ni mots de passe ni boîte de dépôt",
  "passwords and drop boxes need HTTP: leave out --no-http":
    "mots de passe et boîtes de dépôt ont besoin de HTTP : retirez --no-http",
  "port ${port} is not free (${holder*}), so HTTP takes another one":
    "le port ${port} n'est pas libre (${holder*}) ; HTTP en prend un autre",
  "  SHA-256 fingerprint ${sum}": "  empreinte SHA-256 ${sum}",
  "received ${name} (${size} bytes)": "${name} reçu (${size} octets)",
  "received ${name} (${size} bytes, replaced)": "${name} reçu (${size} octets, remplacé)",
  "${name} became shorter while it was sent": "${name} a été raccourci pendant l'envoi",
  'cannot answer {1} "{2}": {3}': "impossible de répondre à {1} « {2} » : {3}",
  "and ${count} more": "et ${count} autres",
  ", ${seconds} s left": ", reste ${seconds} s",
  "--cert and --key go together": "--cert et --key vont ensemble",
  "The certificate is not a PEM file": "Le certificat n'est pas un fichier PEM",
  "${variable} is not of the form user:password": "${variable} n'est pas de la forme utilisateur:motdepasse",
  "--${option} needs ${variable}=user:password in the environment, or a terminal to ask on":
    "--${option} demande ${variable}=utilisateur:motdepasse dans l'environnement, ou un terminal où poser la question",
  "--${option} needs a name and a password, with a colon in between":
    "--${option} demande un nom et un mot de passe, séparés par un deux-points",
  "--${option} needs a name and a password, and neither may be empty":
    "--${option} demande un nom et un mot de passe, et aucun des deux ne peut être vide",
  "user:password for --${option}: ": "utilisateur:motdepasse pour --${option} : ",

  "Cannot reach the server: ${reason*}": "Serveur injoignable : ${reason*}",
  "there is no such host": "cet hôte n'existe pas",
  "its certificate is not trusted (--cacert names one that is)":
    "son certificat n'est pas digne de confiance (--cacert en nomme un qui l'est)",
  "its certificate is that of an authority, which no server may show":
    "son certificat est celui d'une autorité, qu'aucun serveur n'a le droit de présenter",
  "it does not speak TLS (is it http:// ?)": "il ne parle pas TLS (serait-ce http:// ?)",
  "no answer": "pas de réponse",
  "it became shorter while it was sent": "il a été raccourci pendant l'envoi",
  "the connection was lost": "la connexion a été perdue",
  "no connection within ${seconds} seconds": "pas de connexion en ${seconds} secondes",
  "it took longer than ${seconds} seconds (--max-time)":
    "cela a duré plus de ${seconds} secondes (--max-time)",
  "it is larger than ${size#} bytes (--max-size)": "il dépasse ${size#} octets (--max-size)",
  "The answer of the server is not one of HTTP": "La réponse du serveur n'est pas du HTTP",
  "The proxy answers ${status}": "Le mandataire répond ${status}",
  "The proxy closed the connection without an answer": "Le mandataire a fermé la connexion sans répondre",
  "The proxy says more than it was asked": "Le mandataire en dit plus qu'il ne lui a été demandé",
  "${variable} names no proxy of the form http://HOST:PORT":
    "${variable} ne nomme pas de mandataire de la forme http://HÔTE:PORT",
  'The server sends us to "${address}", which is no address':
    "Le serveur renvoie à « ${address} », qui n'est pas une adresse",
  "The server sends us to ${address}; only http:// and https:// are followed":
    "Le serveur renvoie à ${address} ; seules les adresses en http:// et https:// sont suivies",
  "The server sends us to ${host}, which is nearer to this machine than the server is":
    "Le serveur renvoie à ${host}, qui est plus près de cette machine que le serveur lui-même",
  "The server wants the file sent to another origin, ${origin}; that is refused":
    "Le serveur veut que le fichier soit envoyé à une autre origine, ${origin} ; c'est refusé",
  "The server takes files at ${address}; name that address if you trust it":
    "Le serveur reçoit les fichiers à ${address} ; donnez cette adresse si vous lui faites confiance",
  "The server does not say how much of the file it has": "Le serveur ne dit pas ce qu'il a du fichier",
  "The server answers before it has the whole file": "Le serveur répond avant d'avoir tout le fichier",
  "The server answers ${status}": "Le serveur répond ${status}",
  "The server answers ${status}: ${words}": "Le serveur répond ${status} : ${words}",
  "The server answers ${status} (--auth sends a name and a password)":
    "Le serveur répond ${status} (--auth envoie un nom et un mot de passe)",
  "The server answers ${status}: ${words} (--auth sends a name and a password)":
    "Le serveur répond ${status} : ${words} (--auth envoie un nom et un mot de passe)",
  "it sends us from one address to the next without end": "il renvoie sans fin d'une adresse à la suivante",
  "something is there that this program did not make; remove it first":
    "il y a là quelque chose que ce programme n'a pas fait ; retirez-le d'abord",
  "${address}: the server sends it encoded as ${coding}; it is kept so":
    "${address} : le serveur l'envoie codé en ${coding} ; il est gardé tel quel",
  "The server sends other bytes than were asked for":
    "Le serveur envoie d'autres octets que ceux qui lui ont été demandés",
  "The file on the server has changed meanwhile": "Entre-temps, le fichier a changé sur le serveur",
  "The download ended early": "Le téléchargement s'est terminé trop tôt",
  "The upload got out of step": "L'envoi s'est désynchronisé",
  "${what}: ${reason*}; trying again in ${seconds} s":
    "${what} : ${reason*} ; nouvel essai dans ${seconds} s",
  "${count#} bytes are kept in ${file}.part; the same command goes on from there":
    "${count#} octets sont gardés dans ${file}.part ; la même commande reprendra de là",
  "the SHA-256 is ${found}, not ${wanted}; nothing was kept":
    "le SHA-256 est ${found}, et non ${wanted} ; rien n'a été gardé",
  "--sha256 is for one URL": "--sha256 vaut pour une seule URL",
  "--name is no name for a file": "--name n'est pas un nom de fichier",
  "--name is for one file": "--name vaut pour un seul fichier",
  "the URL of a folder on the server is missing at the end":
    "il manque à la fin l'URL d'un dossier du serveur",
};
