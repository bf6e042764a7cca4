import type { CauseText } from "../causes/cause_text.ts";
import { hinted } from "./common_causes.ts";

/** What usually breaks the rules of a small Redis. */
export const RESP_CAUSES = {
  nothing: {
    en: "the command was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "la commande a été envoyée entière et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
  linesAsCommands: {
    en:
      "your server takes each line for a command of its own: *1, $4 and the word behind them are one command, whose words you collect before you answer",
    fr:
      "votre serveur prend chaque ligne pour une commande : *1, $4 et le mot qui les suit n'en font qu'une, dont il faut rassembler les mots avant de répondre",
  },
  alwaysPong: {
    en: "your server answers +PONG to every command: the first word of the command says what is asked for",
    fr: "votre serveur répond +PONG à toute commande : le premier mot de la commande dit ce qui est demandé",
  },
  emptyWord: {
    en:
      "your server refuses a command with an empty word, which is a word, too: a split that skips empty parts (strtok does) loses it",
    fr:
      "votre serveur refuse une commande qui contient un mot vide, alors que c'en est un : un découpage qui saute les parties vides (comme strtok) le perd",
  },
  bareLineFeed: {
    en: 'your server ends its lines with "\\n" alone: RESP has "\\r\\n"',
    fr: 'votre serveur termine ses lignes par "\\n" seul : RESP veut "\\r\\n"',
  },
  noEnd: {
    en: 'the answer lacks its "\\r\\n" (a bulk string has one behind the length, and one behind the bytes)',
    fr:
      'il manque "\\r\\n" à la réponse (une chaîne en a un derrière la longueur, et un derrière les octets)',
  },
  noType: {
    en:
      'your server sends the bare text: an answer begins with its type, "+" for a simple string, "$LENGTH\\r\\n" for a bulk string, ":" for a number, "-" for an error',
    fr:
      'votre serveur envoie le texte nu : une réponse commence par son type, "+" pour une chaîne simple, "$LONGUEUR\\r\\n" pour une chaîne avec longueur, ":" pour un nombre, "-" pour une erreur',
  },
  nilOfResp3: {
    en: '"_" is nil in RESP3, which a client has to ask for with HELLO 3: until then it is "$-1\\r\\n"',
    fr: '"_" est le nil de RESP3, qu\'un client doit demander par HELLO 3 : sans cela, c\'est "$-1\\r\\n"',
  },
  emptyForNil: {
    en: 'your server answers with an empty string where there is no value: nil is "$-1\\r\\n"',
    fr: 'votre serveur répond par une chaîne vide quand il n\'y a pas de valeur : nil se dit "$-1\\r\\n"',
  },
  nilInWords: {
    en:
      'your server writes that there is no value in words, which a client takes for the value: nil is "$-1\\r\\n"',
    fr:
      "votre serveur écrit en toutes lettres qu'il n'y a pas de valeur, et un client y voit la valeur : nil se dit \"$-1\\r\\n\"",
  },
  errorForNil: {
    en: 'your server answers with an error where there is no value: that is none, nil is "$-1\\r\\n"',
    fr:
      "votre serveur répond par une erreur quand il n'y a pas de valeur : ce n'en est pas une, nil se dit \"$-1\\r\\n\"",
  },
  nilForEmpty: {
    en:
      "your server takes an empty value for none: ask whether the key is there, not whether its value is true",
    fr:
      "votre serveur prend une valeur vide pour une absence : demandez si la clé existe, et non si sa valeur est vraie",
  },
  refuses: {
    en: "your server refuses this command with an error, which stands above",
    fr: "votre serveur refuse cette commande par une erreur, que voici ci-dessus",
  },
  notInteger: {
    en: 'your server sends the number as text: an integer is ":N\\r\\n"',
    fr: 'votre serveur envoie le nombre comme texte : un entier se dit ":N\\r\\n"',
  },
  wantsInteger: {
    en: 'the answer is a number, ":N\\r\\n", and your server sends text',
    fr: 'la réponse est un nombre, ":N\\r\\n", et votre serveur envoie du texte',
  },
  otherValue: {
    en:
      "your server answers with the value of another key, or with an older one: each key has one value, the last",
    fr:
      "votre serveur répond par la valeur d'une autre clé, ou par une plus ancienne : chaque clé a une valeur, la dernière",
  },
  ttlInMilliseconds: {
    en: "TTL tells seconds, and your server milliseconds",
    fr: "TTL dit des secondes, et votre serveur des millisecondes",
  },
  countsCharacters: {
    en: "the length in front of the value counts characters: encode the text first, and count its bytes",
    fr:
      "la longueur devant la valeur compte des caractères : encodez d'abord le texte, et comptez ses octets",
  },
  countsLineEnd: {
    en: 'the length in front of the value counts its "\\r\\n", too: it counts the bytes of the value alone',
    fr: 'la longueur devant la valeur compte aussi son "\\r\\n" : elle ne compte que les octets de la valeur',
  },
  wrongLength: {
    en: "the length in front of the value is not the number of its bytes",
    fr: "la longueur devant la valeur n'est pas le nombre de ses octets",
  },
  simpleForBulk: {
    en:
      'your server sends values as simple strings ("+…"), which end at the first line end: a value is a bulk string, "$LENGTH\\r\\n" and its bytes',
    fr:
      'votre serveur envoie les valeurs comme chaînes simples ("+…"), qui s\'arrêtent à la première fin de ligne : une valeur est une chaîne avec longueur, "$LONGUEUR\\r\\n" et ses octets',
  },
  splitsLines: {
    en:
      'your server splits what came at "\\r\\n", and so a value with a line end, too: read as many bytes as the length in front says',
    fr:
      "votre serveur coupe ce qui arrive à chaque \"\\r\\n\", et donc aussi une valeur qui contient une fin de ligne : lisez autant d'octets que l'annonce la longueur",
  },
  splitsBlanks: {
    en: "your server splits keys or values at blanks: their ends are told by their lengths alone",
    fr: "votre serveur coupe les clés ou les valeurs aux espaces : seule leur longueur en dit la fin",
  },
  endsAtZero: {
    en: "for your server a value ends at its first zero byte, as strings do in C: use the length, and memcpy",
    fr:
      "pour votre serveur, une valeur s'arrête au premier octet nul, comme une chaîne en C : servez-vous de la longueur et de memcpy",
  },
  quotes: {
    en: "your server sends the value in quotation marks: its bytes alone are the value",
    fr: "votre serveur envoie la valeur entre guillemets : la valeur, ce sont ses octets seuls",
  },
  trims: {
    en: "your server takes blanks or line ends off a value: they belong to it",
    fr: "votre serveur retire des espaces ou des fins de ligne autour d'une valeur : ils en font partie",
  },
  cuts: ({ text }) => {
    const count = text.replace(/^\$\d+\r\n/, "").replace(/\r\n$/, "").length;
    return {
      en: `your server keeps only the first ${count} bytes of a long value: its buffer is too small`,
      fr:
        `votre serveur ne garde que les ${count} premiers octets d'une longue valeur : son tampon est trop petit`,
    };
  },
  decodes: {
    en:
      "your server turns values into text and back, and bytes that are no UTF-8 do not survive that: keep bytes",
    fr:
      "votre serveur convertit les valeurs en texte et inversement, et des octets qui ne sont pas de l'UTF-8 n'y survivent pas : gardez des octets",
  },
  case: {
    en: "your server knows the names of commands in capitals only: compare them in one case",
    fr: "votre serveur ne connaît le nom des commandes qu'en majuscules : comparez-les dans une seule casse",
  },
  answersPieces: hinted({
    en: "your server takes one recv for one command (it has answered before the command was whole)",
    fr: "votre serveur prend un recv pour une commande (il a répondu avant que la commande soit entière)",
  }, "exact_read"),
  oneRecv: hinted({
    en:
      "your server takes one recv for one command (the same commands are answered when each comes in one piece)",
    fr:
      "votre serveur prend un recv pour une commande (aux mêmes commandes il répond quand chacune arrive d'un seul tenant)",
  }, "exact_read"),
  onlyFirst: {
    en:
      "your server answers the first of several commands that came in one segment, and drops the others: go on with what is left of the bytes until no whole command is",
    fr:
      "votre serveur répond à la première de plusieurs commandes arrivées dans un segment, et perd les autres : continuez avec le reste des octets tant qu'il contient une commande entière",
  },
  together: {
    en:
      "your server answers these commands when each comes by itself, and not when several come in one segment: what is behind a command is the beginning of the next one",
    fr:
      "votre serveur répond à ces commandes quand chacune arrive seule, et non quand plusieurs arrivent dans un segment : ce qui suit une commande est le début de la suivante",
  },
  lineEndsBreak: {
    en:
      "words without blanks and line ends are understood, and these are not: read as many bytes as the length in front says, and do not look for line ends in them",
    fr:
      "des mots sans espace ni fin de ligne sont compris, ceux-ci non : lisez autant d'octets que l'annonce la longueur, sans y chercher de fin de ligne",
  },
  accentsBreak: {
    en:
      "words of ASCII are understood, and these are not: a length counts bytes, and text has fewer characters than that",
    fr:
      "des mots en ASCII sont compris, ceux-ci non : une longueur compte des octets, et le texte a moins de caractères",
  },
  bytesBreak: {
    en: "text is kept, and these bytes are not: keep keys and values as bytes",
    fr: "le texte est conservé, ces octets non : gardez clés et valeurs sous forme d'octets",
  },
  large: {
    en: "short values are kept, and this long one is not; is there a buffer of a fixed size?",
    fr: "les valeurs courtes sont conservées, cette longue valeur non ; y a-t-il un tampon de taille fixe ?",
  },
  closesOnUnknown: {
    en:
      'your server closes the connection of who sends an unknown command: answer "-ERR unknown command\\r\\n", and go on',
    fr:
      'votre serveur ferme la connexion de celui qui envoie une commande inconnue : répondez "-ERR unknown command\\r\\n", et continuez',
  },
  unanswered: {
    en:
      "your server gives no answer to what it cannot do, and so its client takes the answer to the next command for this one's",
    fr:
      "votre serveur ne répond rien à ce qu'il ne sait pas faire, et son client prend donc la réponse à la commande suivante pour celle-ci",
  },
  notAnError: {
    en: 'your server answers what it cannot do with something that is no error: that begins with "-"',
    fr:
      "votre serveur répond à ce qu'il ne sait pas faire par autre chose qu'une erreur, qui commence par \"-\"",
  },
  notShared: {
    en:
      "what one client has stored the others do not see: the keys belong to the server, not to a connection or a process",
    fr:
      "ce qu'un client a stocké, les autres ne le voient pas : les clés appartiennent au serveur, non à une connexion ou à un processus",
  },
  forgets: {
    en: "your server has no value for a key that was stored, though nothing has removed it",
    fr: "votre serveur n'a pas de valeur pour une clé qui a été stockée, sans que rien l'ait supprimée",
  },
  staysThere: {
    en: "the key is still there when its time is over: look at the time whenever a key is asked for",
    fr:
      "la clé est encore là une fois son temps écoulé : regardez l'heure chaque fois qu'une clé est demandée",
  },
  goneAtOnce: {
    en: "the key has gone before its time: is the unit right, and the time added to now?",
    fr:
      "la clé a disparu avant son heure : l'unité est-elle la bonne, et la durée ajoutée à l'instant présent ?",
  },
  exInMilliseconds: {
    en: "the key has gone before its time, which is in seconds here",
    fr: "la clé a disparu avant son heure, qui est ici en secondes",
  },
  oldTime: {
    en: "a key that was written anew has gone with its old time: SET takes the time away",
    fr: "une clé réécrite a disparu avec son ancienne échéance : SET l'efface",
  },
  incrFromZero: {
    en: "a key that is not there counts as 0, and the answer is the new number: 1",
    fr: "une clé qui n'existe pas compte pour 0, et la réponse est le nouveau nombre : 1",
  },
  joinsText: {
    en: "your server puts the 1 behind the text instead of adding it: turn the value into a number first",
    fr: "votre serveur colle le 1 au texte au lieu de l'ajouter : convertissez d'abord la valeur en nombre",
  },
  countsText: {
    en: "your server counts on from a value that is no number: that is an error, and the value stays",
    fr:
      "votre serveur compte à partir d'une valeur qui n'est pas un nombre : c'est une erreur, et la valeur reste",
  },
} satisfies Record<string, CauseText>;
