import type { Catalogue } from "../catalogue.ts";

/** What our HTTP server answers to a request that it refuses. */
export const messagesHttp: Catalogue = {
  "There is nothing here": "Il n'y a rien ici",
  "There is no such folder": "Ce dossier n'existe pas",
  "This file may not be read": "Ce fichier ne peut pas être lu",
  "This folder may not be read": "Ce dossier ne peut pas être lu",
  "This can only be read": "On ne peut ici que lire",
  "This can only be fetched": "On ne peut ici que télécharger",
  "This method is not known here": "Cette méthode n'est pas connue ici",
  "This is not for WebDAV: a folder that is served with --webdav can be mounted":
    "Pas de WebDAV ici : un dossier servi avec --webdav peut être monté",
  "It is not what you take it for any more": "Ce n'est plus ce que vous croyez",
  "It has been handed over already": "Le fichier a déjà été remis",
  "This is not fetched in advance": "Ceci ne se récupère pas à l'avance",
  "There are no such bytes": "Ces octets n'existent pas",
  "Folders are nested more than {1} deep": "Les dossiers sont imbriqués sur plus de {1} niveaux",
  "There are more than {1} files and folders in it: fetch its folders one by one":
    "Il contient plus de {1} fichiers et dossiers : téléchargez ses dossiers un par un",
  "The server is making too many large archives, try again":
    "Le serveur prépare déjà trop de grosses archives, réessayez",
  "There is nothing to search for": "Il n'y a rien à chercher",
  "No name is as long as what is searched for": "Aucun nom n'est aussi long que ce qui est cherché",
  "Too many searches are under way, try again": "Trop de recherches sont en cours, réessayez",
  "The server is busy, try again": "Le serveur est occupé, réessayez",
  "Something went wrong on the server": "Une erreur s'est produite sur le serveur",

  "The address has a broken percent sign": "L'adresse contient un signe pour cent mal formé",
  "Hidden files are not taken": "Les fichiers cachés ne sont pas acceptés",
  "The address is not UTF-8": "L'adresse n'est pas en UTF-8",
  "The address is too long": "L'adresse est trop longue",
  "The address is not a path": "L'adresse n'est pas un chemin",
  "The address holds a control character": "L'adresse contient un caractère de contrôle",
  "The address holds a fragment, which stays with the client":
    "L'adresse contient un fragment, qui doit rester chez le client",
  "This server does not answer to {1}; --allow-host {2} lets it":
    "Ce serveur ne répond pas au nom {1} ; --allow-host {2} l'y autorise",
  "This name is taken already": "Ce nom est déjà pris",
  "A new folder is made without anything in it": "Un nouveau dossier se crée sans rien dedans",
  "Nothing can be moved or copied into itself, or onto what it is in":
    "Rien ne peut être déplacé ou copié dans soi-même, ni sur ce qui le contient",
  "The served folder itself stays as it is": "Le dossier servi reste lui-même tel quel",
  "Names that begin with a dot, and hidden files, are not taken":
    "Les noms qui commencent par un point, et les fichiers cachés, ne sont pas acceptés",
  "No file can have that name on every system": "Aucun fichier ne peut porter ce nom sur tous les systèmes",
  "It is on another disk, and only what stays on its disk is moved or deleted":
    "C'est sur un autre disque, et seul ce qui reste sur son disque est déplacé ou supprimé",
  "Nothing can be deleted: .netlab-trash is not a folder":
    "Rien ne peut être supprimé : .netlab-trash n'est pas un dossier",
  "A Destination field has to say where to": "Un champ Destination doit dire où",
  "The Destination is not on this server": "La Destination n'est pas sur ce serveur",
  "Nothing can be changed there": "Rien ne peut être modifié là",
  "This may not be read": "La lecture n'en est pas permise",
  "The body is not well-formed XML, or has a document type":
    "Le corps n'est pas du XML bien formé, ou il déclare un type de document",
  "The body may have {1} bytes of XML, and not more":
    "Le corps peut contenir {1} octets de XML, et pas davantage",
  "The If field is malformed": "Le champ If est mal formé",
  "Somebody has locked it": "Quelqu'un l'a verrouillé",
  "There is no such lock": "Ce verrou n'existe pas",
  "There are too many locks, try again later": "Il y a trop de verrous, réessayez plus tard",
  "A Lock-Token field has to say which lock": "Un champ Lock-Token doit dire quel verrou",
  "The body asks for no lock that there is here": "Le corps ne demande aucun verrou qui existe ici",
  "The owner of a lock is told in fewer words": "Le propriétaire d'un verrou se dit en moins de mots",
  "Depth can be {1} here": "Depth peut valoir {1} ici",
  "Too many properties are asked for": "Trop de propriétés sont demandées",
  "The body asks for no properties": "Le corps ne demande aucune propriété",
  "The body changes no properties": "Le corps ne change aucune propriété",
  "More than {1} files and folders are in {2}: ask with Depth 1":
    "Plus de {1} fichiers et dossiers se trouvent dans {2} : demandez avec Depth 1",
  "No more than {1} files and folders are copied at once":
    "Pas plus de {1} fichiers et dossiers sont copiés à la fois",
  "A file has no slash at its end": "Un fichier n'a pas de barre oblique à la fin",
  "This request comes from a page of another site": "Cette requête vient d'une page d'un autre site",
  "This needs a name and a password": "Il faut ici un nom et un mot de passe",
  "Too many wrong passwords; try again in a minute":
    "Trop de mots de passe erronés ; réessayez dans une minute",

  "There is a folder of this name": "Il y a un dossier de ce nom",
  "There is a file of this name already": "Il y a déjà un fichier de ce nom",
  "There is no such upload": "Cet envoi n'existe pas",
  "Another program on the server holds a file of this name; try again later":
    "Un autre programme du serveur tient ouvert un fichier de ce nom ; réessayez plus tard",
  "The disk of the server is full; nothing was kept": "Le disque du serveur est plein ; rien n'a été gardé",
  "The server cannot keep a file of this size; nothing was kept":
    "Le serveur ne peut pas garder un fichier de cette taille ; rien n'a été gardé",
  "The name is too long": "Le nom est trop long",
  "No file can have that name here": "Aucun fichier ne peut porter ce nom ici",
  "Nothing can be written there": "Rien ne peut y être écrit",
  "The file needs a name": "Il faut un nom au fichier",
  "Names that begin with a dot are not taken": "Les noms qui commencent par un point ne sont pas acceptés",
  "Files of more than {1} bytes are not taken here":
    "Les fichiers de plus de {1} octets ne sont pas acceptés ici",
  "This server has taken its {1} files and takes no more":
    "Ce serveur a reçu ses {1} fichiers et n'en prend plus",
  "This server takes {1} bytes in all, and this would be more":
    "Ce serveur prend {1} octets en tout, et ce serait davantage",
  "Too many uploads are unfinished, try again later": "Trop d'envois sont inachevés, réessayez plus tard",
  "Files can be sent here, not changed": "On peut ici envoyer des fichiers, non les modifier",
  "A PUT needs the name of a file at the end of its address":
    "Un PUT demande le nom d'un fichier à la fin de son adresse",
  "A PUT replaces a whole file; resume with the tus protocol":
    "Un PUT remplace un fichier entier ; reprenez avec le protocole tus",
  "Send the file as it is, not encoded": "Envoyez le fichier tel quel, sans codage",
  "An upload is a multipart form, a PUT, or a resumable upload":
    "Un envoi est un formulaire multipart, un PUT ou un envoi à reprises",
  "An upload knows HEAD, PATCH and DELETE": "Un envoi connaît HEAD, PATCH et DELETE",
  "The Content-Type of a piece is {1}": "Le Content-Type d'un morceau est {1}",
  "This server speaks tus 1.0.0": "Ce serveur parle tus 1.0.0",
  "{1} is a whole number of bytes": "{1} est un nombre entier d'octets",
  "{1} in Upload-Metadata is not base64 of UTF-8": "{1} dans Upload-Metadata n'est pas de l'UTF-8 en base64",
  "existing in Upload-Metadata is error, rename or overwrite":
    "existing dans Upload-Metadata est error, rename ou overwrite",
  "Folders of more than {1} levels are not taken": "Les dossiers de plus de {1} niveaux ne sont pas acceptés",
  "No folder can have that name here": "Aucun dossier ne peut porter ce nom ici",
  "{1} is no folder here": "{1} n'est pas un dossier ici",
  "Another program removes the folder": "Un autre programme supprime le dossier",
  "There are too many folders of this name": "Il y a trop de dossiers de ce nom",
  "Files that are here may not be replaced": "Les fichiers qui sont ici ne peuvent pas être remplacés",
  "The file name in Upload-Metadata is not base64 of UTF-8":
    "Le nom de fichier dans Upload-Metadata n'est pas de l'UTF-8 en base64",
  "The upload is at byte {1}": "L'envoi en est à l'octet {1}",
  "More was sent than was announced": "Il est arrivé plus que ce qui était annoncé",
  "The upload goes on over another connection": "L'envoi continue sur une autre connexion",

  "The form holds no file": "Le formulaire ne contient aucun fichier",
  "The form ends too early": "Le formulaire se termine trop tôt",
  "The form is broken: {1}": "Le formulaire est mal formé : {1}",
  "The form is too large: {1}": "Le formulaire est trop grand : {1}",
  "The form is too large: its fields are too long":
    "Le formulaire est trop grand : ses champs sont trop longs",
  "it has more than {1} parts": "il a plus de {1} parties",
  "a part's head is too long": "l'en-tête d'une partie est trop long",
  "there is too much before or after its parts": "il y a trop de données avant ou après ses parties",
  "{1} more": "{1} autres",
  "{1} of its files": "{1} de ses fichiers",
  "{1}. Of this form, these were taken before: {2}": "{1}. De ce formulaire, ont été reçus auparavant : {2}",

  "This port speaks HTTPS: ask for https://{1}{2}": "Ce port parle HTTPS : demandez https://{1}{2}",
  "This port speaks HTTPS, not HTTP: ask for an address with https://":
    "Ce port parle HTTPS et non HTTP : demandez une adresse en https://",
  "This server speaks HTTP/1.1": "Ce serveur parle HTTP/1.1",
  "The request line is not METHOD SP TARGET SP HTTP/1.1":
    "La ligne de requête n'est pas MÉTHODE SP CIBLE SP HTTP/1.1",
  "The request line does not end in HTTP/1.1": "La ligne de requête ne se termine pas par HTTP/1.1",
  "A request needs a Host field": "Une requête demande un champ Host",
  "The Host field is not one host": "Le champ Host ne contient pas un hôte et un seul",
  "Too many header fields": "Trop de champs d'en-tête",
  "A header field has no proper name": "Un champ d'en-tête n'a pas de nom valable",
  "A header field holds a control character": "Un champ d'en-tête contient un caractère de contrôle",
  "The head of the request is too long": "L'en-tête de la requête est trop long",
  "The request ends inside its head": "La requête se termine au milieu de son en-tête",
  "The request ends inside its body": "La requête se termine au milieu de son corps",
  "The request took too long to arrive": "La requête a mis trop de temps à arriver",
  "The body of the request came too slowly": "Le corps de la requête est arrivé trop lentement",
  "Both Transfer-Encoding and Content-Length are given":
    "Transfer-Encoding et Content-Length sont donnés tous les deux",
  "HTTP/1.0 has no Transfer-Encoding": "HTTP/1.0 n'a pas de Transfer-Encoding",
  "The body does not end in a chunked coding": "Le corps ne se termine pas par un codage chunked",
  "The only transfer coding here is chunked": "Le seul codage de transfert connu ici est chunked",
  "Content-Length is not a number": "Content-Length n'est pas un nombre",
  "A chunk's size line is too long": "La ligne de taille d'un morceau est trop longue",
  "A chunk's line does not end in CR LF": "La ligne d'un morceau ne se termine pas par CR LF",
  "A chunk's line holds a bare CR": "La ligne d'un morceau contient un CR isolé",
  "A chunk is longer than it said": "Un morceau est plus long qu'annoncé",
  "A chunk's size is not a hexadecimal number": "La taille d'un morceau n'est pas un nombre hexadécimal",
  "The trailers are too long": "Les champs de fin sont trop longs",
};
