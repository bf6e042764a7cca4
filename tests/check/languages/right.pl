use strict;
use IO::Socket::INET;
use POSIX ":sys_wait_h";

$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = sub { 1 while waitpid(-1, WNOHANG) > 0 };
my $server = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 16, ReuseAddr => 1) or die "listen: $!";
while (1) {
    my $client = $server->accept or next;
    if (fork) { close $client; next }
    close $server;
    $client->autoflush(1);
    while (defined(my $line = <$client>)) {
        $line =~ s/\r?\n\z//;
        print $client "$line\n";
    }
    exit 0;
}
