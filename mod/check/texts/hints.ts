import type { Text } from "../../i18n/text.ts";
import type { ProgramLanguage } from "../causes/program_language.ts";

/** What a hint is about. */
export type Concept =
  /** How the end of the stream shows. */
  | "end"
  /** How a line is read whole. */
  | "line"
  /** How nothing stays in the program's own buffer while it waits for more. */
  | "empty_buffer"
  /** How what stands behind a message is kept for the next. */
  | "keep_rest"
  /** What a peer that has broken off does to who reads or writes. */
  | "break"
  /** How who has said everything can still be answered. */
  | "half_open"
  /** How bytes become text. */
  | "decode"
  /** How the line end is taken off, and nothing else. */
  | "strip"
  /** How everything is sent. */
  | "send_all"
  /** What becomes of what a send that does not wait has not taken. */
  | "send_rest"
  /** How bytes go through a file unchanged. */
  | "binary_file"
  /** How several clients are served at once. */
  | "at_once"
  /** How a port is used again at once. */
  | "reuse"
  /** How output leaves the program at once. */
  | "flush"
  /** How a message of a known length is read whole. */
  | "exact_read"
  /** How a signed number of 32 bits travels. */
  | "int32"
  /** How a sum gets room. */
  | "wide"
  /** How a datagram goes back to where one came from. */
  | "answer_to"
  /** How a wait for a datagram gets an end. */
  | "socket_timeout"
  /** How a datagram is known to come from the one who was asked. */
  | "sender_check"
  /** How the largest datagram is read whole. */
  | "datagram_size"
  /** How many bytes a read has brought. */
  | "received_size"
  /** How a length travels with its most significant byte first. */
  | "network_order"
  /** How letters of any alphabet become capital ones. */
  | "upper"
  /** Which integers have no limit. */
  | "any_size"
  /** How an expression is computed without running it as a program. */
  | "no_eval"
  /** How a number is told from other text. */
  | "parse_int"
  /** How a sign is no reason to refuse a number. */
  | "sign"
  /** How far the divisors of a number go. */
  | "square_root"
  /** How many bytes a file has. */
  | "file_size"
  /** How a path is kept inside a folder. */
  | "inside_folder"
  /** How what came is saved unchanged. */
  | "binary_save"
  /** How a line that was typed comes without its end. */
  | "typed_line"
  /** How the end of the keyboard shows. */
  | "keyboard_end";

/**
 * How it is done in the program's language, as the end of a sentence; in general words where the language is not
 * known: never in the words of another one.
 *
 * @param said what the program said about its end, which may name the place.
 */
export function hint(concept: Concept, language: ProgramLanguage | undefined, said = ""): Text {
  if (concept === "break" && EMITTED.test(said)) return READLINE_BREAK;
  const ours = language === undefined ? undefined : HINTS[concept][language];
  return ours ?? GENERAL[concept];
}

/** Node's own words on an interface of readline, which passes on the errors of what it reads. */
const EMITTED = /Emitted 'error' event on Interface instance/;
const READLINE_BREAK: Text = {
  en:
    "give each socket, and the readline interface on it, a handler of 'error': without one the error ends the program",
  fr:
    "donnez à chaque socket, et à l'interface readline sur elle, un gestionnaire de 'error' : sans lui, l'erreur termine le programme",
};

const returns = (call: string, value: string): Text => ({
  en: `${call} returns ${value} then`,
  fr: `${call} renvoie alors ${value}`,
});
const without = (call: string): Text => ({
  en: `${call} leaves the line end out: add "\\n"`,
  fr: `${call} ôte la fin de ligne : ajoutez "\\n"`,
});
const both = (text: string): Text => ({ en: text, fr: text });
const catching = (what: string): Text => ({
  en: `catch ${what} around the service of one client`,
  fr: `attrapez ${what} autour du service d'un client`,
});

const GENERAL: Readonly<Record<Concept, Text>> = {
  end: { en: "the read that returns nothing is the end", fr: "la lecture qui ne rend rien est la fin" },
  line: { en: 'collect bytes until "\\n"', fr: 'accumulez les octets jusqu\'à "\\n"' },
  empty_buffer: {
    en: "take messages out of what was read until none is whole (while, not if), and only then wait",
    fr:
      "sortez les messages de ce qui a été lu jusqu'au dernier entier (while, et non if), puis seulement attendez",
  },
  keep_rest: {
    en: "what stands behind a message belongs to the next one: keep it",
    fr: "ce qui suit un message appartient au suivant : gardez-le",
  },
  break: {
    en: "an error of a read or a write concerns this client alone",
    fr: "une erreur de lecture ou d'écriture ne concerne que ce client",
  },
  half_open: {
    en: "end your side after the last answer",
    fr: "terminez votre côté après la dernière réponse",
  },
  decode: {
    en: "collect the bytes of a line, then decode them as UTF-8",
    fr: "accumulez les octets d'une ligne, puis décodez-les en UTF-8",
  },
  strip: { en: "take off the line end alone", fr: "n'enlevez que la fin de ligne" },
  send_all: {
    en: "a write may take only a part of what it is given: loop until all is sent",
    fr:
      "une écriture peut ne prendre qu'une partie de ce qu'on lui donne : bouclez jusqu'à ce que tout soit envoyé",
  },
  send_rest: {
    en: "keep what was not taken, and send it when the socket can be written to again",
    fr: "gardez ce qui n'a pas été pris, et envoyez-le quand la socket accepte de nouveau l'écriture",
  },
  binary_file: {
    en: "read the file as bytes and send them as they are",
    fr: "lisez le fichier comme des octets et envoyez-les tels quels",
  },
  at_once: {
    en: "a process, a thread or an event loop for each client",
    fr: "un processus, un thread ou une boucle d'événements par client",
  },
  reuse: { en: "SO_REUSEADDR before bind", fr: "SO_REUSEADDR avant bind" },
  flush: { en: "flush after each answer", fr: "videz le tampon après chaque réponse" },
  exact_read: {
    en: "collect bytes until a whole message is there",
    fr: "accumulez les octets jusqu'à ce qu'un message soit entier",
  },
  int32: {
    en: "signed, in two's complement, the highest byte first",
    fr: "signés, en complément à deux, l'octet de poids fort en premier",
  },
  wide: { en: "sum in 64 bits", fr: "additionnez sur 64 bits" },
  answer_to: {
    en: "answer on the socket that it came to, to the address that it came from",
    fr: "répondez sur la socket où il est arrivé, à l'adresse d'où il est venu",
  },
  socket_timeout: { en: "a receive with a time-out", fr: "une réception avec un délai" },
  sender_check: {
    en: "connect the UDP socket to its server, or compare the sender's address with the server's",
    fr: "connectez la socket UDP à son serveur, ou comparez l'adresse de l'expéditeur à celle du serveur",
  },
  datagram_size: {
    en: "a buffer of 65 535 bytes takes any",
    fr: "un tampon de 65 535 octets les prend tous",
  },
  network_order: {
    en: "network byte order has the most significant byte first",
    fr: "l'ordre du réseau commence par l'octet de poids fort",
  },
  received_size: { en: "send as many bytes as came", fr: "envoyez autant d'octets qu'il en est venu" },
  upper: {
    en: "decode the bytes to text, turn that to upper case, then encode it",
    fr: "décodez les octets en texte, mettez celui-ci en majuscules, puis encodez-le",
  },
  any_size: { en: "use integers of any size", fr: "utilisez des entiers de taille quelconque" },
  no_eval: {
    en: "take the expression apart, and allow numbers and operators only",
    fr: "analysez l'expression, et n'acceptez que les nombres et les opérateurs",
  },
  parse_int: {
    en: "answer E where the conversion to an integer fails",
    fr: "répondez E quand la conversion en entier échoue",
  },
  sign: { en: "let the conversion decide", fr: "laissez la conversion décider" },
  square_root: { en: "go on while i * i <= n", fr: "continuez tant que i * i <= n" },
  file_size: {
    en: "count the bytes, as the file has them",
    fr: "comptez les octets, tels qu'ils sont dans le fichier",
  },
  inside_folder: {
    en: "resolve the path, and see whether the result is in the folder, before you open it",
    fr: "résolvez le chemin, et voyez si le résultat est dans le répertoire, avant de l'ouvrir",
  },
  binary_save: { en: "write the bytes as they came", fr: "écrivez les octets tels qu'ils sont arrivés" },
  typed_line: { en: 'add "\\n" to what was typed', fr: 'ajoutez "\\n" à ce qui a été tapé' },
  keyboard_end: {
    en: "the read of the keyboard that returns nothing is its end",
    fr: "la lecture du clavier qui ne rend rien en est la fin",
  },
};

/** All that there are hints about. */
export const CONCEPTS: readonly Concept[] = Object.keys(GENERAL) as Concept[];

const HINTS: Readonly<Record<Concept, Partial<Readonly<Record<ProgramLanguage, Text>>>>> = {
  end: {
    python: returns("recv", "b'' (readline: '')"),
    c: returns("recv", "0"),
    java: returns("read", "-1 (readLine: null)"),
    javascript: { en: "the socket emits 'end'", fr: "la socket émet 'end'" },
    go: returns("Read", "io.EOF"),
    rust: returns("read", "Ok(0)"),
    ruby: returns("gets", "nil"),
    perl: returns("<$client>", "undef (sysread: 0)"),
    php: returns("fgets", "false"),
  },
  line: {
    python: {
      en: 'collect bytes until "\\n", or read with makefile().readline()',
      fr: 'accumulez les octets jusqu\'à "\\n", ou lisez avec makefile().readline()',
    },
    c: {
      en: "append what each recv returns to a buffer until it holds '\\n', or read with fgets on fdopen()",
      fr: "ajoutez ce que rend chaque recv à un tampon jusqu'à '\\n', ou lisez avec fgets sur fdopen()",
    },
    java: { en: "read with BufferedReader.readLine()", fr: "lisez avec BufferedReader.readLine()" },
    javascript: {
      en: "a 'data' event is a piece, not a line: collect, or use readline.createInterface",
      fr:
        "un événement 'data' est un morceau, pas une ligne : accumulez, ou utilisez readline.createInterface",
    },
    go: {
      en: "read with bufio.Scanner, or ReadString('\\n')",
      fr: "lisez avec bufio.Scanner, ou ReadString('\\n')",
    },
    rust: { en: "read with BufReader::read_line", fr: "lisez avec BufReader::read_line" },
    ruby: { en: "read with gets", fr: "lisez avec gets" },
    perl: { en: "read with <$client>", fr: "lisez avec <$client>" },
    php: { en: "read with fgets", fr: "lisez avec fgets" },
  },
  empty_buffer: {
    python: {
      en:
        "a makefile() reads ahead, and select sees only what is still in the socket: beside select, recv into a buffer of your own, and take everything whole out of it with while, not with if",
      fr:
        "makefile() lit d'avance, et select ne voit que ce qui est encore dans la socket : avec select, recevez par recv dans un tampon à vous, et sortez-en tout ce qui est entier avec while, et non if",
    },
    c: {
      en:
        "fgets on fdopen() reads ahead, and select, poll and epoll see only what is still in the socket: beside them, recv into a buffer of your own, and take everything whole out of it with while, not with if",
      fr:
        "fgets sur fdopen() lit d'avance, et select, poll et epoll ne voient que ce qui est encore dans la socket : avec eux, recevez par recv dans un tampon à vous, et sortez-en tout ce qui est entier avec while, et non if",
    },
    java: {
      en:
        "a BufferedReader or a Scanner reads ahead, and available() and a Selector see only what is still in the socket: take everything whole out with while, not with if",
      fr:
        "un BufferedReader ou un Scanner lit d'avance, et available() comme un Selector ne voient que ce qui est encore dans la socket : sortez tout ce qui est entier avec while, et non if",
    },
    perl: {
      en:
        "<$client> reads ahead, and IO::Select sees only what is still in the socket: beside it, sysread into a buffer of your own, and take everything whole out of it with while, not with if",
      fr:
        "<$client> lit d'avance, et IO::Select ne voit que ce qui est encore dans la socket : avec lui, sysread dans un tampon à vous, et sortez-en tout ce qui est entier avec while, et non if",
    },
  },
  keep_rest: {
    python: {
      en: "keep what stands behind the line end; a makefile() reads ahead, so make it once for each client",
      fr:
        "gardez ce qui suit la fin de ligne ; makefile() lit d'avance, appelez-le une seule fois par client",
    },
    c: {
      en: "keep what stands behind the line end; fdopen() reads ahead, so call it once for each client",
      fr: "gardez ce qui suit la fin de ligne ; fdopen() lit d'avance, appelez-le une seule fois par client",
    },
    java: {
      en:
        "a BufferedReader or a Scanner reads ahead, and takes that along when it goes: make it once for each client, outside the loop",
      fr:
        "un BufferedReader ou un Scanner lit d'avance, et emporte ce qu'il a lu : créez-le une seule fois par client, hors de la boucle",
    },
    go: {
      en: "a bufio.Reader or Scanner reads ahead, and takes that along: make it once for each connection",
      fr:
        "un bufio.Reader ou un Scanner lit d'avance, et emporte ce qu'il a lu : créez-le une seule fois par connexion",
    },
    rust: {
      en: "a BufReader reads ahead, and takes that along: make it once for each stream",
      fr: "un BufReader lit d'avance, et emporte ce qu'il a lu : créez-le une seule fois par flux",
    },
    javascript: {
      en: "split('\\n') gives all the lines: handle each, and keep the last piece for the next 'data'",
      fr:
        "split('\\n') donne toutes les lignes : traitez chacune, et gardez le dernier morceau pour le prochain 'data'",
    },
  },
  break: {
    python: catching("OSError (ConnectionResetError, BrokenPipeError)"),
    c: {
      en: "ignore SIGPIPE (signal(SIGPIPE, SIG_IGN)), and look at what send and recv return",
      fr: "ignorez SIGPIPE (signal(SIGPIPE, SIG_IGN)), et regardez ce que rendent send et recv",
    },
    java: catching("IOException"),
    javascript: {
      en: "give each socket a handler of 'error': without one the error ends the program",
      fr: "donnez à chaque socket un gestionnaire de 'error' : sans lui, l'erreur termine le programme",
    },
    go: {
      en: "return from the client's goroutine on an error, without log.Fatal or panic",
      fr: "en cas d'erreur, quittez la goroutine du client, sans log.Fatal ni panic",
    },
    rust: {
      en: "match the Err of read and write instead of unwrap()",
      fr: "traitez l'Err de read et de write au lieu d'appeler unwrap()",
    },
    ruby: {
      en: "rescue SystemCallError (Errno::ECONNRESET, Errno::EPIPE) and IOError in each client's block",
      fr:
        "interceptez SystemCallError (Errno::ECONNRESET, Errno::EPIPE) et IOError dans le bloc de chaque client",
    },
    perl: {
      en: "$SIG{PIPE} = 'IGNORE', and look at what print and syswrite return",
      fr: "$SIG{PIPE} = 'IGNORE', et regardez ce que rendent print et syswrite",
    },
    php: { en: "look at what fwrite and fgets return", fr: "regardez ce que rendent fwrite et fgets" },
  },
  half_open: {
    javascript: {
      en:
        "the option allowHalfOpen of net.createServer leaves the end of your side to you (socket.end()); without it, Node ends it with the client's",
      fr:
        "l'option allowHalfOpen de net.createServer vous laisse terminer votre côté (socket.end()) ; sans elle, Node le termine avec celui du client",
    },
  },
  decode: {
    python: {
      en: 'collect the bytes of a line, then .decode() (with errors="replace" where anything may come)',
      fr: 'accumulez les octets d\'une ligne, puis .decode() (avec errors="replace" si tout peut arriver)',
    },
    java: {
      en: "new InputStreamReader(in, StandardCharsets.UTF_8) around the socket's stream",
      fr: "new InputStreamReader(in, StandardCharsets.UTF_8) autour du flux de la socket",
    },
    javascript: {
      en: "socket.setEncoding('utf8'), or join the Buffers of a line before toString()",
      fr: "socket.setEncoding('utf8'), ou réunissez les Buffer d'une ligne avant toString()",
    },
    rust: {
      en: "String::from_utf8_lossy on the bytes of a whole line",
      fr: "String::from_utf8_lossy sur les octets d'une ligne entière",
    },
    ruby: both("force_encoding('UTF-8')"),
  },
  strip: {
    python: both('rstrip("\\r\\n")'),
    c: both('line[strcspn(line, "\\r\\n")] = 0'),
    javascript: both("replace(/\\r?\\n$/, '')"),
    go: both('strings.TrimRight(line, "\\r\\n")'),
    rust: both("trim_end_matches(['\\r', '\\n'])"),
    ruby: both("chomp"),
    perl: both("s/\\r?\\n\\z//"),
    php: both('rtrim($line, "\\r\\n")'),
  },
  send_all: {
    python: { en: "use sendall", fr: "utilisez sendall" },
    c: {
      en: "send returns how many bytes it took: loop until all have gone",
      fr: "send renvoie le nombre d'octets pris : bouclez jusqu'à ce que tous soient partis",
    },
    java: { en: "flush the stream before it is closed", fr: "videz le flux (flush) avant de le fermer" },
    javascript: {
      en: "close with end(), which sends what was written first, not with destroy()",
      fr: "fermez avec end(), qui envoie d'abord ce qui a été écrit, et non avec destroy()",
    },
    go: { en: "io.Copy sends everything", fr: "io.Copy envoie tout" },
    rust: { en: "use write_all", fr: "utilisez write_all" },
    php: { en: "fwrite returns how many bytes it took", fr: "fwrite renvoie le nombre d'octets pris" },
  },
  send_rest: {
    python: {
      en:
        "send() returns how many bytes it took, or raises BlockingIOError: keep the rest, and send it at EVENT_WRITE",
      fr:
        "send() renvoie le nombre d'octets pris, ou lève BlockingIOError : gardez le reste, et envoyez-le à EVENT_WRITE",
    },
    c: {
      en: "send returns how many bytes it took, or -1 with EAGAIN: keep the rest, and send it at POLLOUT",
      fr:
        "send renvoie le nombre d'octets pris, ou -1 avec EAGAIN : gardez le reste, et envoyez-le à POLLOUT",
    },
    java: {
      en: "a write may leave a part of the ByteBuffer: keep it, and go on at OP_WRITE",
      fr: "write peut laisser une partie du ByteBuffer : gardez-la, et continuez à OP_WRITE",
    },
    ruby: {
      en: "write_nonblock returns how many bytes it took: keep the rest, and send it when IO.select says so",
      fr:
        "write_nonblock renvoie le nombre d'octets pris : gardez le reste, et envoyez-le quand IO.select le dit",
    },
  },
  binary_file: {
    python: {
      en: 'open(name, "rb"), and send the bytes as they are',
      fr: 'open(nom, "rb"), et envoyez les octets tels quels',
    },
    c: {
      en: "send what fread returns, by its length: strlen ends at a zero byte",
      fr: "envoyez ce que rend fread, d'après sa longueur : strlen s'arrête à l'octet nul",
    },
    java: { en: "a FileInputStream, not a Reader", fr: "un FileInputStream, pas un Reader" },
    javascript: {
      en: "readFile without an encoding gives a Buffer",
      fr: "readFile sans codage rend un Buffer",
    },
    ruby: { en: "File.binread(name)", fr: "File.binread(nom)" },
    perl: { en: "binmode on the file and on the socket", fr: "binmode sur le fichier et sur la socket" },
  },
  at_once: {
    python: {
      en: "a threading.Thread for each client, or select",
      fr: "un threading.Thread par client, ou select",
    },
    c: {
      en: "fork or pthread_create for each client, or poll",
      fr: "fork ou pthread_create pour chaque client, ou poll",
    },
    java: { en: "a Thread for each client", fr: "un Thread par client" },
    go: { en: "go handle(conn) after each Accept", fr: "go handle(conn) après chaque Accept" },
    rust: { en: "thread::spawn after each accept", fr: "thread::spawn après chaque accept" },
    ruby: { en: "Thread.new after each accept", fr: "Thread.new après chaque accept" },
    perl: { en: "fork after each accept, or IO::Select", fr: "fork après chaque accept, ou IO::Select" },
    php: { en: "stream_select on all sockets", fr: "stream_select sur toutes les sockets" },
  },
  reuse: {
    python: {
      en: "setsockopt(SOL_SOCKET, SO_REUSEADDR, 1) before bind",
      fr: "setsockopt(SOL_SOCKET, SO_REUSEADDR, 1) avant bind",
    },
    java: { en: "setReuseAddress(true) before bind", fr: "setReuseAddress(true) avant bind" },
    perl: { en: "ReuseAddr => 1", fr: "ReuseAddr => 1" },
  },
  flush: {
    python: both("flush()"),
    c: both("fflush(stream)"),
    java: { en: "new PrintWriter(out, true), or flush()", fr: "new PrintWriter(out, true), ou flush()" },
    go: both("bufio.Writer.Flush()"),
    rust: both("flush()"),
    ruby: both("sync = true"),
    perl: both("$client->autoflush(1)"),
    php: both("fflush($client)"),
  },
  exact_read: {
    python: {
      en: 'loop until all the bytes are there, or makefile("rb").read(n)',
      fr: 'bouclez jusqu\'à ce que tous les octets soient là, ou makefile("rb").read(n)',
    },
    c: {
      en: "loop until all the bytes are there, or recv with MSG_WAITALL",
      fr: "bouclez jusqu'à ce que tous les octets soient là, ou recv avec MSG_WAITALL",
    },
    java: both("DataInputStream.readFully"),
    javascript: {
      en: "join the Buffers of 'data' events, and take whole messages off the front",
      fr: "réunissez les Buffer des événements 'data', et prenez les messages entiers au début",
    },
    go: both("io.ReadFull"),
    rust: both("read_exact"),
    ruby: both("read(n)"),
    perl: both("read($client, my $message, $n)"),
  },
  int32: {
    python: both('struct.unpack(">i", …), struct.pack(">i", …)'),
    c: both("(int32_t)ntohl(…), htonl(…)"),
    java: both("DataInputStream.readInt(), DataOutputStream.writeInt(…)"),
    javascript: both("readInt32BE(…), writeInt32BE(…)"),
    go: both("int32(binary.BigEndian.Uint32(…))"),
    rust: both("i32::from_be_bytes(…), to_be_bytes()"),
    ruby: both('unpack1("l>"), pack("l>")'),
    perl: both('unpack("l>", …), pack("l>", …)'),
  },
  wide: {
    c: both("int64_t"),
    java: both("long"),
    javascript: {
      en: "a Number has room up to 2 ** 53, and | 0 or an Int32Array takes it away",
      fr: "un Number a de la place jusqu'à 2 ** 53, que | 0 ou un Int32Array lui retirent",
    },
    go: both("int64"),
    rust: both("i64"),
  },
  answer_to: {
    python: {
      en: "socket.sendto(data, address), with the address that this recvfrom returned",
      fr: "socket.sendto(donnees, adresse), avec l'adresse que ce recvfrom a rendue",
    },
    c: {
      en: "sendto on the same socket, with the address that this recvfrom filled in",
      fr: "sendto sur la même socket, avec l'adresse que ce recvfrom a remplie",
    },
    java: {
      en: "socket.send of a DatagramPacket with packet.getSocketAddress(), on the same socket",
      fr: "socket.send d'un DatagramPacket avec packet.getSocketAddress(), sur la même socket",
    },
    javascript: both("socket.send(message, rinfo.port, rinfo.address)"),
    go: both("conn.WriteTo(buffer[:n], address)"),
    rust: both("socket.send_to(&buffer[..n], source)"),
    ruby: both("socket.send(data, 0, sender[3], sender[1])"),
    perl: both("send($socket, $data, 0, $peer)"),
    php: both("socket_sendto($socket, $data, strlen($data), 0, $address, $port)"),
  },
  socket_timeout: {
    python: both("socket.settimeout(2), TimeoutError"),
    c: both("setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, …), poll"),
    java: both("socket.setSoTimeout(2000), SocketTimeoutException"),
    javascript: both("setTimeout, clearTimeout"),
    go: both("conn.SetReadDeadline(time.Now().Add(2 * time.Second))"),
    rust: both("socket.set_read_timeout(Some(Duration::from_secs(2)))"),
    ruby: both("socket.wait_readable(2)"),
    perl: both("IO::Select->new($socket)->can_read(2)"),
    php: both("socket_set_option($socket, SOL_SOCKET, SO_RCVTIMEO, …)"),
  },
  sender_check: {
    python: both("socket.connect(address)"),
    c: both("connect(fd, …), send, recv"),
    java: both("socket.connect(address)"),
    javascript: both("socket.connect(port, host)"),
    go: both('net.Dial("udp", address)'),
    rust: both("socket.connect(address)"),
    ruby: both("socket.connect(host, port)"),
    perl: both("connect($socket, $server)"),
    php: both("socket_connect($socket, $host, $port)"),
  },
  datagram_size: {
    python: both("recvfrom(65535)"),
    c: both("char buffer[65535]"),
    java: both("new byte[65535]"),
    go: both("make([]byte, 65535)"),
    rust: both("[0u8; 65535]"),
    ruby: both("recvfrom(65535)"),
    perl: both("recv($socket, my $data, 65535, 0)"),
    php: both("socket_recvfrom($socket, $data, 65535, 0, $address, $port)"),
  },
  network_order: {
    python: both('struct.pack("!H", n), struct.pack("!I", n), int.from_bytes(…, "big")'),
    c: both("htons, ntohs, htonl, ntohl"),
    java: both("DataInputStream.readUnsignedShort(), DataOutputStream.writeShort(n), writeInt(n)"),
    javascript: both("readUInt16BE, writeUInt16BE, readUInt32BE, writeUInt32BE"),
    go: both("binary.BigEndian"),
    rust: both("to_be_bytes, from_be_bytes"),
    ruby: both('pack("n"), pack("N"), unpack1("n")'),
    perl: both('pack("n", …), pack("N", …), unpack("n", …)'),
    php: both('pack("n", …), pack("N", …), unpack("n", …)'),
  },
  received_size: {
    c: {
      en: "send the number of bytes that recv or recvfrom returned",
      fr: "envoyez le nombre d'octets que recv ou recvfrom a rendu",
    },
    java: {
      en: "send packet.getLength() bytes, or as many as read returned",
      fr: "envoyez packet.getLength() octets, ou autant que read en a rendu",
    },
    go: { en: "send buffer[:n]", fr: "envoyez buffer[:n]" },
    rust: { en: "send &buffer[..n]", fr: "envoyez &buffer[..n]" },
  },
  typed_line: {
    python: without("input()"),
    c: {
      en: "scanf and strcspn take the '\\n' off: send one behind it",
      fr: "scanf et strcspn enlèvent le '\\n' : envoyez-en un derrière",
    },
    java: without("readLine()"),
    javascript: without("a 'line' event"),
    go: without("Scanner.Text()"),
    rust: without("lines()"),
    ruby: without("chomp"),
    perl: without("chomp"),
    php: without("readline()"),
  },
  keyboard_end: {
    python: {
      en: "input() raises EOFError there, readline() returns ''",
      fr: "input() lève alors EOFError, readline() renvoie ''",
    },
    c: returns("fgets", "NULL (getchar: EOF, read: 0)"),
    java: {
      en: "readLine() returns null there, Scanner.hasNextLine() false",
      fr: "readLine() renvoie alors null, Scanner.hasNextLine() false",
    },
    javascript: { en: "readline emits 'close', stdin 'end'", fr: "readline émet 'close', stdin 'end'" },
    go: returns("Scanner.Scan()", "false (Read: io.EOF)"),
    rust: returns("read_line", "Ok(0)"),
    ruby: returns("gets", "nil"),
    perl: returns("<STDIN>", "undef"),
    php: returns("fgets(STDIN)", "false"),
  },
  upper: {
    python: both("decode, .upper(), encode"),
    c: {
      en: "toupper knows single bytes: setlocale, mbstowcs, then towupper",
      fr: "toupper ne connaît que des octets : setlocale, mbstowcs, puis towupper",
    },
    java: both("new String(bytes, StandardCharsets.UTF_8).toUpperCase()"),
    javascript: both("buffer.toString('utf8').toUpperCase()"),
    go: both("strings.ToUpper"),
    rust: {
      en: "to_uppercase(), not to_ascii_uppercase()",
      fr: "to_uppercase(), et non to_ascii_uppercase()",
    },
    ruby: both("force_encoding('UTF-8').upcase"),
    perl: both("encode('UTF-8', uc decode('UTF-8', $line))"),
    php: { en: "mb_strtoupper, not strtoupper", fr: "mb_strtoupper, et non strtoupper" },
  },
  parse_int: {
    python: {
      en:
        "int() raises ValueError for what is no integer: catch it and answer E; float() would let 7.0 and 1e3 pass",
      fr:
        "int() lève ValueError pour ce qui n'est pas un entier : attrapez-la et répondez E ; float() laisserait passer 7.0 et 1e3",
    },
    c: {
      en: "see by strtoll's second argument whether all of the line was read; atoi does not tell",
      fr: "voyez par le deuxième argument de strtoll si toute la ligne a été lue ; atoi ne le dit pas",
    },
    java: {
      en: "new BigInteger(line) throws NumberFormatException: catch it and answer E",
      fr: "new BigInteger(ligne) lève NumberFormatException : attrapez-la et répondez E",
    },
    javascript: {
      en: "test with /^[+-]?\\d+$/, then BigInt(line); parseInt takes 12abc for 12",
      fr: "testez avec /^[+-]?\\d+$/, puis BigInt(ligne) ; parseInt prend 12abc pour 12",
    },
    go: {
      en: "new(big.Int).SetString(line, 10) tells whether it is one",
      fr: "new(big.Int).SetString(ligne, 10) dit si c'en est un",
    },
    rust: { en: "match the Err of parse() and answer E", fr: "traitez l'Err de parse() et répondez E" },
    ruby: {
      en: "Integer(line, 10) raises ArgumentError: rescue it and answer E; to_i gives 0",
      fr: "Integer(ligne, 10) lève ArgumentError : interceptez-la et répondez E ; to_i donne 0",
    },
    perl: { en: "test with /^[+-]?\\d+$/", fr: "testez avec /^[+-]?\\d+$/" },
    php: {
      en: "test with preg_match('/^[+-]?\\d+$/', $line); intval gives 0",
      fr: "testez avec preg_match('/^[+-]?\\d+$/', $ligne) ; intval donne 0",
    },
  },
  sign: {
    python: {
      en: "isdigit() knows no sign; let int() decide",
      fr: "isdigit() ignore le signe ; laissez int() décider",
    },
    c: {
      en: "isdigit knows no sign; let strtoll decide",
      fr: "isdigit ignore le signe ; laissez strtoll décider",
    },
    java: {
      en: "Character.isDigit knows no sign; let BigInteger decide",
      fr: "Character.isDigit ignore le signe ; laissez BigInteger décider",
    },
  },
  square_root: {
    python: both("range(3, math.isqrt(n) + 1, 2)"),
  },
  file_size: {
    python: {
      en: "os.path.getsize(name), or len() of what was read as bytes",
      fr: "os.path.getsize(nom), ou len() de ce qui a été lu comme des octets",
    },
    c: { en: "st_size, which stat() fills in", fr: "st_size, que stat() remplit" },
    java: both("Files.size(path)"),
    javascript: {
      en: "fs.statSync(name).size, or the length of a Buffer, not that of a string",
      fr: "fs.statSync(nom).size, ou la longueur d'un Buffer, et non celle d'une chaîne",
    },
    go: both("info.Size()"),
    rust: both("metadata.len()"),
    ruby: both("File.size(name)"),
    perl: both("-s $name"),
    php: both("filesize($name)"),
  },
  inside_folder: {
    python: {
      en: "check os.path.realpath(name) against the folder before opening it",
      fr: "vérifiez que os.path.realpath(nom) est dans le répertoire avant d'ouvrir le fichier",
    },
    c: {
      en: "compare what realpath() gives with the folder",
      fr: "comparez ce que donne realpath() au répertoire",
    },
    java: both("path.toRealPath().startsWith(folder.toRealPath())"),
    javascript: {
      en: "compare what fs.realpathSync() gives with the folder",
      fr: "comparez ce que donne fs.realpathSync() au répertoire",
    },
    go: {
      en: "filepath.IsLocal(name), or os.DirFS(folder)",
      fr: "filepath.IsLocal(nom), ou os.DirFS(repertoire)",
    },
    rust: both("path.canonicalize()?.starts_with(&folder)"),
    ruby: {
      en: "compare what File.realpath gives with the folder",
      fr: "comparez ce que donne File.realpath au répertoire",
    },
    perl: {
      en: "compare what Cwd::realpath gives with the folder",
      fr: "comparez ce que donne Cwd::realpath au répertoire",
    },
    php: {
      en: "compare what realpath() gives with the folder",
      fr: "comparez ce que donne realpath() au répertoire",
    },
  },
  binary_save: {
    python: {
      en: 'open the file with "wb", and write the bytes that recv returned',
      fr: 'ouvrez le fichier avec "wb", et écrivez les octets que recv a rendus',
    },
    c: { en: 'fopen with "wb", then fwrite', fr: 'fopen avec "wb", puis fwrite' },
    java: {
      en: "a FileOutputStream around the bytes of an InputStream, without Reader and Writer",
      fr: "un FileOutputStream et les octets d'un InputStream, sans Reader ni Writer",
    },
    javascript: {
      en: "collect the Buffers with Buffer.concat, and add none to a string",
      fr: "accumulez les Buffers avec Buffer.concat, sans les ajouter à une chaîne",
    },
    go: both("io.Copy(file, conn)"),
    rust: both("std::io::copy(&mut stream, &mut file)"),
    ruby: both("File.binwrite(name, data)"),
    perl: { en: "binmode on both handles", fr: "binmode sur les deux descripteurs" },
  },
  any_size: {
    python: both("int"),
    c: both("__int128, GMP"),
    java: both("BigInteger"),
    javascript: both("BigInt"),
    go: both("math/big"),
    rust: both("u128"),
  },
  no_eval: {
    python: {
      en:
        "eval() with an empty __builtins__ is no remedy; read the expression with ast.parse and allow numbers and operators only",
      fr:
        "vider __builtins__ n'y change rien ; analysez l'expression avec ast.parse et n'acceptez que les nombres et les opérateurs",
    },
  },
};
