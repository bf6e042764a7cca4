import type { Catalogue } from "../catalogue.ts";

/** The help of `netlab files passwd`, and of `--accounts`. */
export const helpAccounts: Catalogue = {
  "make accounts and passwords for files serve --accounts":
    "créer les comptes et mots de passe de files serve --accounts",
  "ask everybody to sign in, and go by this file: who may read, upload and manage what (see files passwd)":
    "demander à chacun de s'identifier, et suivre ce fichier : qui peut lire, déposer et gérer quoi (voir files passwd)",
  "a class signs in; the file says who may do what where":
    "une classe s'identifie ; le fichier dit qui peut faire quoi et où",
  "the accounts": "le fichier des comptes",
  "whose password to set": "les comptes dont il faut fixer le mot de passe",
  "Sets the passwords of accounts in a file for files serve --accounts, and makes those that are new. Passwords are asked for, or come from standard input or NETLAB_PASSWORD, never from the command line; the file keeps them as scrypt. A file that is not there yet is made for its owner's eyes alone, and its first account may do everything.\n\nWhat the others may do is written into the file by hand: a section for a path, such as [/hand-in], and in it a line for each user or group that may do something, such as class = upload. A section holds for everything below its path; the longest path decides, alone. Rights are none, read, upload and manage (all of them); upload without read is a drop box. Who may be a user, a group, users (all accounts), * (everybody), or {user}: whoever has the name of the folder that {user} stands for in the path. A server that uses the file reads it again within a second.":
    "Fixe les mots de passe des comptes d'un fichier pour files serve --accounts, et crée les comptes qui n'existent pas encore. Les mots de passe sont demandés, ou viennent de l'entrée standard ou de NETLAB_PASSWORD, jamais de la ligne de commande ; le fichier les garde sous forme scrypt. Un fichier qui n'existe pas encore est créé de façon que son propriétaire soit seul à pouvoir le lire, et son premier compte peut tout faire.\n\nCe que les autres peuvent faire s'écrit à la main dans le fichier : une section pour un chemin, comme [/rendus], et, dans cette section, une ligne pour chaque utilisateur ou groupe qui peut y faire quelque chose, comme classe = upload. Une section vaut pour tout ce qui est sous son chemin ; le chemin le plus long décide, seul. Les droits sont none (aucun), read (lire), upload (déposer) et manage (gérer, c'est-à-dire tous) ; upload sans read fait une boîte de dépôt. Les ayants droit sont un utilisateur, un groupe, users (tous les comptes), * (tout le monde) ou {user} : celui qui porte le nom du dossier que {user} remplace dans le chemin. Un serveur qui utilise le fichier le relit en moins d'une seconde.",
  "make the passwords, and write each name with its own to standard output":
    "générer les mots de passe, et écrire chaque nom avec le sien sur la sortie standard",
  "read the password from the first line of standard input":
    "lire le mot de passe sur la première ligne de l'entrée standard",
  "make them members of this group": "ajouter ces comptes à ce groupe",
  "remove them": "supprimer ces comptes",
  "show who may do what where, instead of changing anything":
    "montrer qui peut faire quoi et où, sans rien changer",
  "make the file, with an account for everything": "créer le fichier, avec un compte qui peut tout faire",
  "three more, with passwords to hand out": "trois de plus, avec des mots de passe à distribuer",
  "see who may do what where": "voir qui peut faire quoi et où",
  "use it": "s'en servir",
};
