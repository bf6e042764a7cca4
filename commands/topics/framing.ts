/** The text of `netlab help framing`. */
export default {
  en: `
TCP carries a stream of bytes and knows nothing of messages. Three writes may
arrive in one read, one write in three reads, and a cut may fall inside an é.
"One send, one recv" is a coincidence of short messages on a quiet machine.

A protocol therefore has to say where a message ends:

  by a mark     a line, up to \\n: echo, chat, prime, calc;
                a zero byte: --framing nul
  by a length   "OK\\n1234\\n", then 1234 bytes of any kind: files;
                one, two or four bytes of length: --framing u8, u16, u32
  by the end    close: one message for each connection
  not at all    what one read happens to return: --framing chunk, for clients
                that call recv(1024) and send no line end

A reader keeps what it has, adds what comes, takes out whole messages and leaves
the rest for later. It decodes text only when a message is whole. And it has a
limit, or a peer that never ends its line fills the memory.

See it:  netlab lab run E9
         netlab check echo --connect HOST:PORT   sends the same bytes whole,
         one at a time, glued together and cut inside a character
`,
  fr: `
TCP transporte un flux d'octets et ne sait rien des messages. Trois écritures
peuvent arriver en une lecture, une écriture en trois, et la coupure peut tomber
au milieu d'un é. « Un send, un recv » est un hasard des messages courts sur une
machine calme.

Un protocole doit donc dire où finit un message :

  par une marque     une ligne, jusqu'à \\n : echo, chat, prime, calc ;
                     un octet nul : --framing nul
  par une longueur   « OK\\n1234\\n », puis 1234 octets quelconques : files ;
                     un, deux ou quatre octets : --framing u8, u16, u32
  par la fin         close : un message par connexion
  pas du tout        ce qu'une lecture rend : --framing chunk, pour les clients
                     qui font recv(1024) et n'envoient pas de fin de ligne

Un lecteur garde ce qu'il a, ajoute ce qui vient, retire les messages entiers
et laisse le reste pour plus tard. Il ne décode un texte qu'une fois entier. Et
il a une limite, sans quoi un pair qui ne finit jamais sa ligne remplit la
mémoire.

À voir : netlab lab run E9
         netlab check echo --connect HÔTE:PORT    envoie les mêmes octets d'un
         bloc, un par un, collés et coupés au milieu d'un caractère
`,
};
