use strict;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 16, ReuseAddr => 1) or die "listen: $!";
$SIG{PIPE} = 'IGNORE';
while (my $client = $server->accept) {
    $client->autoflush(1);
    while (1) {
        my $line = <$client>;
        die "nothing to read" unless defined $line;
        $line =~ s/\r?\n\z//;
        print $client "$line\n";
    }
}
