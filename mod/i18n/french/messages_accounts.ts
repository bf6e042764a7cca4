import type { Catalogue } from "../catalogue.ts";

/** What is said about accounts: of their file, of signing in, by `netlab files passwd`. */
export const messagesAccounts: Catalogue = {
  "and --{1} do not go together": "et --{1} ne vont pas ensemble",
  "takes no name": "ne prend pas de nom",
  "NAME is missing": "il manque NOM",
  "is for one name": "ne vaut que pour un seul nom",
  '"{1}" is there twice': "« {1} » est donné deux fois",
  '"{1}" can be no name of an account': "« {1} » ne peut pas être le nom d'un compte",
  "there is no {1} in {2}": "il n'y a pas de compte {1} dans {2}",
  "removed {1}": "comptes supprimés : {1}",
  "added {1}": "comptes ajoutés : {1}",
  "changed the password of {1}": "mots de passe changés : {1}",
  "no section names {1} yet: write into {2} what this account may do":
    "aucune section ne nomme encore {1} : écrivez dans {2} ce que ce compte peut faire",
  "no section names {1} yet: write into {2} what these accounts may do":
    "aucune section ne nomme encore {1} : écrivez dans {2} ce que ces comptes peuvent faire",
  "an empty password is none": "un mot de passe vide n'en est pas un",
  "the password comes from a terminal, from {1}, or with --password-stdin from standard input":
    "le mot de passe vient d'un terminal, de {1} ou, avec --password-stdin, de l'entrée standard",
  "password for {1}: ": "mot de passe de {1} : ",
  "once more: ": "encore une fois : ",
  "the two are not the same; nothing was changed": "les deux diffèrent ; rien n'a été changé",
  "and --accounts do not go together: the file says who may do what":
    "et --accounts ne vont pas ensemble : c'est le fichier qui dit qui peut faire quoi",
  "--accounts and --header {1} do not go together: what one gets is for nobody else":
    "--accounts et --header {1} ne vont pas ensemble : ce que l'un reçoit n'est pour personne d'autre",
  '"{1}" is in the folder that is served: keep the accounts elsewhere':
    "« {1} » est dans le dossier servi : gardez les comptes ailleurs",
  "others on this machine may open {1}: chmod 600 {2} keeps them out":
    "d'autres sur cette machine peuvent ouvrir {1} : chmod 600 {2} les en empêche",
  '"{1}" is neither [a section] nor name = value': "« {1} » n'est ni [une section] ni nom = valeur",
  '"{1}" stands before the first section, such as [users]':
    "« {1} » se trouve avant la première section, telle que [users]",
  "{1} is neither in [users] nor in [groups]": "{1} n'est ni dans [users] ni dans [groups]",
  "{1} is not in [users]": "{1} n'est pas dans [users]",
  "no section such as [/] says who may do what": "aucune section telle que [/] ne dit qui peut faire quoi",
  "{1} is not [users], [groups] or a path such as [/photos]":
    "{1} n'est ni [users], ni [groups], ni un chemin tel que [/photos]",
  '"{1}" is no name of a file or folder': "« {1} » n'est pas un nom de fichier ni de dossier",
  "{1} may stand once in a path": "{1} ne peut figurer qu'une fois dans un chemin",
  "this path has its section in line {1} (capitals make no difference)":
    "ce chemin a sa section à la ligne {1} (les majuscules ne comptent pas)",
  '"{1}" is everybody in [users], and no name': "« {1} » désigne tous ceux de [users], et n'est pas un nom",
  '"{1}" is no name: letters, digits and . _ - @ + \', at most {2} characters':
    "« {1} » n'est pas un nom : des lettres, des chiffres et . _ - @ + ', {2} caractères au plus",
  "there is a {1} already (capitals make no difference)":
    "il y a déjà un nom {1} (les majuscules ne comptent pas)",
  "{1} can be granted something only where the path has {2} in it":
    "{1} ne peut recevoir de droits que là où le chemin contient {2}",
  "{1} has been granted something in this section already": "{1} a déjà reçu des droits dans cette section",
  '"{1}" is not none, read, upload or manage, or several with commas':
    "« {1} » n'est ni none, ni read, ni upload, ni manage, ni plusieurs d'entre eux séparés par des virgules",
  "this is a hash of another kind than scrypt: set the password with netlab files passwd":
    "c'est un condensat d'une autre sorte que scrypt : fixez le mot de passe avec netlab files passwd",
  "this is no hash of a password: set it with netlab files passwd, which writes $scrypt$…":
    "ce n'est pas le condensat d'un mot de passe : fixez-le avec netlab files passwd, qui écrit $scrypt$…",
  "Too many are signing in; try again in a moment":
    "Trop de gens se connectent en ce moment ; réessayez dans un instant",
  "Sign in with a form that has a name and a password":
    "Connectez-vous par un formulaire avec un nom et un mot de passe",
  "The name or the password is too long": "Le nom ou le mot de passe est trop long",
  "The name or the password is wrong": "Le nom ou le mot de passe est faux",
  "Nobody has signed in here, or not for a long time: load the page again":
    "Personne ne s'est connecté ici, ou il y a longtemps : rechargez la page",
  "{1} has changed and was read again": "{1} a changé et a été relu",
  "{1}. The accounts stay as they were before": "{1}. Les comptes restent ce qu'ils étaient",
  "{1}, line {2}: {3}": "{1}, ligne {2} : {3}",
  "and {1} more lines": "et {1} autres lignes",
  'Cannot read the accounts in "{1}": it is not a file':
    "Lecture des comptes de « {1} » impossible : ce n'est pas un fichier",
  'Cannot read the accounts in "{1}": it is too large':
    "Lecture des comptes de « {1} » impossible : il est trop grand",
  'Cannot read the accounts in "{1}": it is not UTF-8':
    "Lecture des comptes de « {1} » impossible : il n'est pas en UTF-8",
  'Cannot read the accounts in "{1}": it may not be read':
    "Lecture des comptes de « {1} » impossible : la lecture n'en est pas permise",
  'There are no accounts in "{1}": make them with netlab files passwd':
    "Il n'y a pas de comptes dans « {1} » : créez-les avec netlab files passwd",
};
