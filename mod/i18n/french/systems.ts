import type { Catalogue } from "../catalogue.ts";

/** What is said about command lines and programs, each system having its own. */
export const systems: Catalogue = {
  "a quote is not closed in {1}": "un guillemet n'est pas fermé dans {1}",
  "a quote is not closed in {1}: a backslash in front of a quote quotes it; write it twice":
    "un guillemet n'est pas fermé dans {1} : une barre oblique inverse devant un guillemet le protège ; " +
    "écrivez-la deux fois",
  'a batch file cannot be given "{1}": {2} has a meaning of its own there':
    "on ne peut pas donner « {1} » à un fichier de commandes : {2} y a un sens particulier",
  "a line end": "une fin de ligne",
};
