import type { PageLanguage } from "./page_language.ts";

/** The texts of the pages, as HTML; their scripts have their own texts. */
export interface PageTexts {
  readonly servedBy: string;
  readonly folders: string;
  readonly filesAndFolders: string;
  readonly searchFolder: string;
  readonly search: string;
  readonly downloadAll: string;
  readonly nothingFound: string;
  readonly nothingHere: string;
  readonly showAll: string;
  readonly folderAbove: string;
  readonly onlyBeginning: string;
  readonly allFiles: string;
  readonly name: string;
  readonly size: string;
  readonly changed: string;
  readonly upload: string;
  readonly dropHere: string;
  readonly filesToSend: string;
  readonly send: string;
  readonly dropBox: string;
  readonly download: string;
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly userName: string;
  readonly password: string;
  /** The number of entries in a folder. */
  fileCount(files: number): string;
  folderCount(folders: number): string;
  /** The report of what a drop box has just received. */
  received(files: number): string;
  /** What a preview of a shared file says. @param size as people read it */
  sharedFile(size: string): string;
}

/** The texts of the pages in each language. */
export const PAGE_TEXTS: Readonly<Record<PageLanguage, PageTexts>> = {
  en: {
    servedBy: "served by netlab",
    folders: "Folders",
    filesAndFolders: "Files and folders",
    searchFolder: "Search this folder",
    search: "Search",
    downloadAll: "Download all",
    nothingFound: "Nothing found",
    nothingHere: "Nothing here yet",
    showAll: "Show all of this folder",
    folderAbove: "Back to the folder above",
    onlyBeginning: "Only the beginning is shown here",
    allFiles: "All files",
    name: "Name",
    size: "Size",
    changed: "Changed",
    upload: "Upload",
    dropHere: "Drop files here, or choose them",
    filesToSend: "Files to send",
    send: "Send",
    dropBox: "Drop box",
    download: "Download",
    text: "Text",
    copy: "Copy",
    copied: "Copied",
    signIn: "Sign in",
    signOut: "Sign out",
    userName: "Name",
    password: "Password",
    fileCount: (files) => `${files} ${files === 1 ? "file" : "files"}`,
    folderCount: (folders) => `${folders} ${folders === 1 ? "folder" : "folders"}`,
    received: (files) => `Received: ${files}`,
    sharedFile: (size) => `A file to download, ${size}`,
  },
  fr: {
    servedBy: "servi par netlab",
    folders: "Dossiers",
    filesAndFolders: "Fichiers et dossiers",
    searchFolder: "Chercher dans ce dossier",
    search: "Chercher",
    downloadAll: "Tout télécharger",
    nothingFound: "Rien de trouvé",
    nothingHere: "Il n’y a encore rien ici",
    showAll: "Afficher tout le dossier",
    folderAbove: "Revenir au dossier parent",
    onlyBeginning: "Seul le début est affiché ici",
    allFiles: "Tous les fichiers",
    name: "Nom",
    size: "Taille",
    changed: "Modifié",
    upload: "Envoi",
    dropHere: "Déposez des fichiers ici, ou choisissez\u2011les",
    filesToSend: "Fichiers à envoyer",
    send: "Envoyer",
    dropBox: "Boîte de dépôt",
    download: "Télécharger",
    text: "Texte",
    copy: "Copier",
    copied: "Copié",
    signIn: "Se connecter",
    signOut: "Se déconnecter",
    userName: "Nom",
    password: "Mot de passe",
    fileCount: (files) => `${files} ${files > 1 ? "fichiers" : "fichier"}`,
    folderCount: (folders) => `${folders} ${folders > 1 ? "dossiers" : "dossier"}`,
    received: (files) => `Reçus\u00a0: ${files}`,
    sharedFile: (size) => `Un fichier à télécharger, ${size}`,
  },
};
