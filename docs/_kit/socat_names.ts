/**
 * Every name that socat 1.8.0.3 knows on Linux, built with everything: what its `-hhh` lists, and the other names of
 * its addresses. The page of the relay says of each what becomes of it here, and a test asks the program.
 */

/** Keywords of addresses, in lower case. */
export const SOCAT_ADDRESSES: readonly string[] = `
  - abstract abstract-client abstract-connect abstract-listen abstract-recv abstract-recvfrom
  abstract-sendto accept accept-fd creat create datagram dccp dccp-connect dccp-l dccp-listen dccp4
  dccp4-connect dccp4-l dccp4-listen dccp6 dccp6-connect dccp6-l dccp6-listen dgram dtls dtls-c
  dtls-client dtls-connect dtls-l dtls-listen dtls-server echo exec fd fifo file gopen if inet inet-l
  inet-listen inet4 inet4-l inet4-listen inet6 inet6-l inet6-listen interface ip ip-datagram ip-dgram
  ip-recv ip-recvfrom ip-send ip-sendto ip4 ip4-datagram ip4-dgram ip4-recv ip4-recvfrom ip4-send
  ip4-sendto ip6 ip6-datagram ip6-dgram ip6-recv ip6-recvfrom ip6-send ip6-sendto local open openssl
  openssl-connect openssl-dtls-client openssl-dtls-connect openssl-dtls-listen openssl-dtls-server
  openssl-listen pipe posixmq posixmq-bidirectional posixmq-read posixmq-receive posixmq-recv posixmq-send
  posixmq-write proxy proxy-connect pty readline sctp sctp-connect sctp-l sctp-listen sctp4 sctp4-connect
  sctp4-l sctp4-listen sctp6 sctp6-connect sctp6-l sctp6-listen sendto shell socket-connect
  socket-datagram socket-listen socket-recv socket-recvfrom socket-sendto socketpair socks socks4 socks4a
  socks5 socks5-bind socks5-connect socks5-listen ssl ssl-l stderr stdin stdio stdout system tcp
  tcp-connect tcp-l tcp-listen tcp4 tcp4-connect tcp4-l tcp4-listen tcp6 tcp6-connect tcp6-l tcp6-listen
  tun udp udp-connect udp-datagram udp-dgram udp-l udp-listen udp-recv udp-recvfrom udp-send udp-sendto
  udp4 udp4-connect udp4-datagram udp4-dgram udp4-l udp4-listen udp4-recv udp4-recvfrom udp4-send
  udp4-sendto udp6 udp6-connect udp6-datagram udp6-dgram udp6-l udp6-listen udp6-recv udp6-recvfrom
  udp6-send udp6-sendto udplite udplite-connect udplite-datagram udplite-dgram udplite-l udplite-listen
  udplite-recv udplite-recvfrom udplite-send udplite-sendto udplite4 udplite4-connect udplite4-datagram
  udplite4-dgram udplite4-l udplite4-listen udplite4-recv udplite4-recvfrom udplite4-send udplite4-sendto
  udplite6 udplite6-connect udplite6-datagram udplite6-dgram udplite6-l udplite6-listen udplite6-recv
  udplite6-recvfrom udplite6-send udplite6-sendto unix unix-client unix-connect unix-l unix-listen
  unix-recv unix-recvfrom unix-send unix-sendto vsock vsock-connect vsock-l vsock-listen
`.trim().split(/\s+/);

/** Options of addresses, in all spellings. */
export const SOCAT_OPTIONS: readonly string[] = `
  accept-timeout acceptconn add-membership add-source-membership addrconfig ai-addrconfig ai-all
  ai-passive ai-v4mapped allmulti append async attach-filter attachfilter authhdr automedia b0 b1000000
  b110 b115200 b1152000 b1200 b134 b150 b1500000 b1800 b19200 b200 b2000000 b230400 b2400 b2500000 b300
  b3000000 b3500000 b38400 b4000000 b460800 b4800 b50 b500000 b57600 b576000 b600 b75 b921600 b9600
  backlog bind bind-tempname bindtodevice brkint broadcast bs0 bs1 bsdcompat bsdly bytes cafile capath
  ccid cd cert certificate cfmakeraw chdir children-shutup chroot chroot-early cipher cipherlist ciphers
  clocal cloexec close cn commonname compr compress connect-timeout cool-write coolwrite cork cr cr0 cr1
  cr2 cr3 crdly cread creat create crlf crnl crterase crtkill crtscts cs5 cs6 cs7 cs8 csize cstopb ctlecho
  ctty dash dccp-set-ccid debug defer-accept defnames delete detach-filter detachfilter dh dhparam
  dhparams direct directory dirsync discard dns dnsrch dontroute dstopts dsync echo echoctl echoe echok
  echoke echonl echoprt egd end-close eof eol eol2 erase error escape excl ext2-append ext2-compr
  ext2-dirsync ext2-immutable ext2-journal-data ext2-noatime ext2-nodump ext2-notail ext2-secrm ext2-sync
  ext2-topdir ext2-unrm ext3-append ext3-compr ext3-dirsync ext3-immutable ext3-journal-data ext3-noatime
  ext3-nodump ext3-notail ext3-secrm ext3-sync ext3-topdir ext3-unrm f-setlk f-setlk-rd f-setlk-wr
  f-setlkw f-setlkw-rd f-setlkw-wr f-setpipe-sz fdin fdout ff0 ff1 ffdly fiosetown flock flock-ex
  flock-ex-nb flock-nb flock-sh flock-sh-nb flusho forever fork freebind fs-append fs-compr fs-dirsync
  fs-immutable fs-journal-data fs-noatime fs-nodump fs-notail fs-secrm fs-sync fs-topdir fs-unrm ftruncate
  ftruncate32 ftruncate64 gid gid-e gid-l group group-early group-late hdrincl history history-file
  hoplimit hopopts http-version hup hupcl icanon icrnl iexten if iff-allmulti iff-automedia iff-broadcast
  iff-debug iff-loopback iff-master iff-multicast iff-no-pi iff-noarp iff-notrailers iff-pointopoint
  iff-portsel iff-promisc iff-running iff-slave iff-up ignbrk igncr ignorecr ignoreeof ignoreof ignpar
  igntc imaxbel immutable info inlcr inpck interface interval intervall intr ioctl ioctl-bin ioctl-int
  ioctl-intp ioctl-string ioctl-void ip-add-membership ip-add-source-membership ip-freebind ip-hdrincl
  ip-membership ip-mtu ip-mtu-discover ip-multicast-if ip-multicast-loop ip-multicast-ttl ip-options
  ip-pktinfo ip-pktoptions ip-recverr ip-recvopts ip-recvtos ip-recvttl ip-retopts ip-router-alert ip-tos
  ip-transparent ip-ttl ipfreebind iphdrincl ipmtu ipmtudiscover ipmulticastloop ipmulticastttl ipoptions
  ippktinfo ippktoptions iprecverr iprecvopts iprecvtos iprecvttl ipretopts iprouteralert iptos ipttl
  ipv6-add-membership ipv6-add-source-membership ipv6-authhdr ipv6-dstopts ipv6-hoplimit ipv6-hopopts
  ipv6-join-group ipv6-join-source-group ipv6-pktinfo ipv6-recvdstopts ipv6-recverr ipv6-recvhoplimit
  ipv6-recvhopopts ipv6-recvpathmtu ipv6-recvpktinfo ipv6-recvrthdr ipv6-recvtclass ipv6-rthdr ipv6-tclass
  ipv6-unicast-hops ipv6-v6only ipv6only isig ispeed istrip iuclc ixany ixoff ixon join-group
  join-source-group journal journal-data keepalive keepcnt keepidle keepintvl key kill largefile linger
  linger2 link listen-timeout lnext lock lockfile lockw login loopback lowport lseek lseek32 lseek32-cur
  lseek32-end lseek32-set lseek64 lseek64-cur lseek64-end lseek64-set master max-children max-version
  maxchildren maxfraglen maxseg maxseg-late maxsendfrag membership min min-version mode mq-flush mq-maxmsg
  mq-msgsize mq-prio mss mss-late mtu mtudiscover multicast multicast-if multicast-loop multicast-ttl
  multicastloop multicastttl nameserver ndelay netns new nl0 nl1 nldly no-check no-pi no-sni noarp noatime
  nocheck noctty nodelay nodump noecho noflsh nofollow nofork nonblock noprompt nosni notrailers nsaddr
  null-eof o-append o-async o-creat o-create o-direct o-directory o-dsync o-excl o-largefile o-ndelay
  o-noatime o-noctty o-nofollow o-nonblock o-rdonly o-rdwr o-rsync o-sync o-trunc o-wronly o_creat
  o_create o_direct o_directory o_dsync o_excl o_largefile o_ndelay o_noctty o_nofollow o_rdonly o_rdwr
  o_rsync o_sync o_wronly ocrnl ofdel ofill olcuc onlcr onlret onocr oobinline openpty openssl-cafile
  openssl-capath openssl-certificate openssl-cipherlist openssl-commonname openssl-compress
  openssl-dhparam openssl-dhparams openssl-egd openssl-key openssl-max-proto-version openssl-maxfraglen
  openssl-maxsendfrag openssl-min-proto-version openssl-no-sni openssl-pseudo openssl-snihost
  openssl-verify opost ospeed owner parenb parmrk parodd passcred passive path peercred pendin perm
  perm-early perm-late pf pgid pipes pipesz pktinfo pktoptions pktopts pointopoint portsel posixmq-flush
  posixmq-maxmsg posixmq-msgsize posixmq-priority priority promisc prompt protocol protocol-family
  prototype proxy-auth proxy-authorization proxy-authorization-file proxy-resolve proxyauth proxyauthfile
  proxyport prterase pseudo ptmx pty pty-interval pty-intervall pty-wait-slave quickack quit range raw
  rawer rcvbuf rcvbuf-late rcvlowat rcvtimeo rdonly rdwr readbytes recurse recvdstopts recverr
  recvhoplimit recvhopopts recvopts recvpktinfo recvrthdr recvtos recvttl remove reprint res-debug
  res-defnames res-dnsrch res-igntc res-maxretrans res-maxretry res-nsaddr res-recurse res-retrans
  res-retry res-stayopen res-usevc resolv resolve retopts retrans retrieve-vlan retry reuseaddr reuseport
  routeralert rprnt rsync rthdr running sane secrm security-authentication security-encryption-network
  security-encryption-transport securityauthentication securityencryptionnetwork
  securityencryptiontransport seek seek-cur seek-end seek-set setgid setgid-early setlk setlk-rd setlk-wr
  setlkw setlkw-rd setlkw-wr setpgid setsid setsockopt setsockopt-bin setsockopt-connected setsockopt-int
  setsockopt-listen setsockopt-socket setsockopt-string setuid setuid-early shell shut-close shut-down
  shut-none shut-null sid sighup sigint sigquit siocspgrp sitout-eio slave sndbuf sndbuf-late sndlowat
  sndtimeo snihost so-acceptconn so-attach-filter so-bindtodevice so-broadcast so-bsdcompat so-debug
  so-detach-filter so-dontroute so-error so-keepalive so-linger so-no-check so-oobinline so-passcred
  so-peercred so-priority so-protocol so-prototype so-rcvbuf so-rcvbuf-late so-rcvlowat so-rcvtimeo
  so-reuseaddr so-reuseport so-security-authentication so-security-encryption-network
  so-security-encryption-transport so-sndbuf so-sndbuf-late so-sndlowat so-sndtimeo so-timestamp so-type
  sockopt sockopt-bin sockopt-conn sockopt-int sockopt-listen sockopt-sock sockopt-string socksport
  socksuser socktype source-membership sourceport sp start stayopen stderr stop su su-d su-e substuser
  substuser-delayed substuser-early susp swtc swtch symbolic-link sync syncnt tab0 tab1 tab2 tab3 tabdly
  tandem tcp-cork tcp-defer-accept tcp-info tcp-keepcnt tcp-keepidle tcp-keepintvl tcp-linger2 tcp-maxseg
  tcp-maxseg-late tcp-md5sig tcp-nodelay tcp-quickack tcp-syncnt tcp-window-clamp termios-cfmakeraw
  termios-rawer tightsocklen time timestamp tiocsctty topdir tos tostop transparent trunc truncate ttl
  tun-device tun-name tun-no-pi tun-type type udplite-recv-cscov udplite-send-cscov uid uid-e uid-l umask
  unicast-hops unix-bind-tempname unix-tightsocklen unlink unlink-close unlink-early unlink-late unrm up
  user user-early user-late usevc v4mapped v6only vdiscard veof veol veol2 verase verify vintr vkill
  vlnext vmin vquit vreprint vstart vstop vsusp vswtc vt0 vt1 vtdly vtime vwerase wait-slave waitlock
  waitslave werase window-clamp wronly xcase xtabs
`.trim().split(/\s+/);

/** Options of the command line as they are typed, with a value where they take one. */
export const SOCAT_COMMAND_LINE: readonly string[] = `
  -V -h -? -hh -hhh -??? -d -dd -ddd -dddd -d0 -d1 -d2 -d3 -d4 -D --experimental --statistics -ly -lydaemon
  -lfFILE -ls -lm -lmdaemon -lpNAME -lu -lh -v -x -rFILE -RFILE -b8192 -s -S0x8000 -t0.5 -T5 -u -U -g -LFILE
  -WFILE -0 -4 -6
`.trim().split(/\s+/);
