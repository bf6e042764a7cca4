/** The text of `netlab help trace`. */
export default {
  en: `
--trace tells on standard error what a server or a client does to its sockets:

  17:03:21.482 #1 accept  127.0.0.1:8765 <- 127.0.0.1:51034
  17:03:21.484 #1 read    127.0.0.1:8765 <- 127.0.0.1:51034 8 bytes "bonjour\\n"
  time         connection our side          the other side     how many, which

  listen accept connect    a socket begins
  read write               bytes that the program took or gave: what one call
                           returned, not what the network carried
  end                      a side has said everything: FIN
  close reset error        a socket ends: politely, with a RST, by a failure

The local and the remote address are those of netstat -tan. What a peer sent is
shown with its control characters escaped, so that it cannot steer the terminal.

--trace=json writes one JSON object a line, for programs:

  netlab echo serve 8765 --trace=json 2>server.jsonl
  netlab lab diagram server.jsonl               a sequence diagram, here
  netlab lab diagram server.jsonl client.jsonl -o echo.svg     or of both sides
`,
  fr: `
--trace dit sur la sortie d'erreur ce qu'un serveur ou un client fait à ses
sockets :

  17:03:21.482 #1 accept  127.0.0.1:8765 <- 127.0.0.1:51034
  17:03:21.484 #1 read    127.0.0.1:8765 <- 127.0.0.1:51034 8 bytes "bonjour\\n"
  heure        connexion  notre côté        l'autre côté       combien, lesquels

  listen accept connect    une socket commence
  read write               les octets que le programme a pris ou donnés : ce
                           qu'un appel a rendu, pas ce que le réseau a porté
  end                      un côté a tout dit : FIN
  close reset error        une socket finit : poliment, par un RST, par un échec

Les adresses locale et distante sont celles de netstat -tan. Ce qu'un pair
envoie est montré sans caractères de contrôle : il ne peut pas commander le
terminal.

--trace=json écrit un objet JSON par ligne, pour les programmes :

  netlab echo serve 8765 --trace=json 2>server.jsonl
  netlab lab diagram server.jsonl               un diagramme de séquence, ici
  netlab lab diagram server.jsonl client.jsonl -o echo.svg     ou des deux côtés
`,
};
