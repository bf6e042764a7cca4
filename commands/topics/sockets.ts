/** The text of `netlab help sockets`. */
export default {
  en: `
A socket is one end of a conversation. A TCP connection is known by four things:
an address and a port on this side, an address and a port on the other. That is
why a thousand clients can all talk to port 8765: their own ports differ.

  server              client
  listen              .            take a port and let clients queue there
  .                   connect      ask for a connection; the system picks a port
  accept              .            a second socket, for this one client
  read, write         read, write  bytes, in order, none lost, in any portions
  close               close        the end, in both directions

The listening socket never carries data: it only gives birth to others. A server
that closes it takes no new client, and keeps those it has.

UDP has no connection: each datagram arrives whole or not at all, perhaps twice,
perhaps out of order, and nobody is told.

See it:  netlab echo serve 8765 --trace        and in another terminal
         netlab echo connect localhost 8765 --trace
         netlab lab run E23
`,
  fr: `
Une socket est un bout d'une conversation. Une connexion TCP se reconnaît à
quatre choses : une adresse et un port de ce côté, une adresse et un port de
l'autre. Mille clients peuvent donc parler au port 8765 : les leurs diffèrent.

  serveur             client
  listen              .            prendre un port et y laisser attendre
  .                   connect      demander ; le système choisit un port
  accept              .            une seconde socket, pour ce seul client
  read, write         read, write  des octets, dans l'ordre, sans perte, en
                                   portions quelconques
  close               close        la fin, dans les deux sens

La socket d'écoute ne transporte jamais de données : elle en fait naître
d'autres. Un serveur qui la ferme ne prend plus de client, et garde les siens.

UDP n'a pas de connexion : un datagramme arrive entier ou pas du tout, peut-être
deux fois, peut-être dans le désordre, et personne n'en est averti.

À voir : netlab echo serve 8765 --trace        et dans un autre terminal
         netlab echo connect localhost 8765 --trace
         netlab lab run E23
`,
};
