# One loop around select, a buffer for each client.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Time::HiRes qw(time);

$SIG{PIPE} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 16, ReuseAddr => 1) or die "listen: $!";
my $select = IO::Select->new($server);
my (%in, %value, %until);

sub bulk { my ($text) = @_; defined $text ? '$' . length($text) . "\r\n$text\r\n" : "\$-1\r\n" }

sub lookup {
    my ($key) = @_;
    if (defined $until{$key} && $until{$key} <= time) { delete $value{$key}; delete $until{$key} }
    return $value{$key};
}

sub answer {
    my ($name, @args) = @_;
    $name = uc $name;
    return "+PONG\r\n" if $name eq 'PING';
    return "-ERR wrong number of arguments\r\n" if $name =~ /^(ECHO|GET)$/ && @args != 1 || $name eq 'SET' && @args < 2;
    return bulk($args[0]) if $name eq 'ECHO';
    return bulk(lookup($args[0])) if $name eq 'GET';
    if ($name eq 'SET') {
        my ($key, $text, $unit, $amount) = @args;
        $value{$key} = $text;
        delete $until{$key};
        $until{$key} = time + $amount / (uc $unit eq 'PX' ? 1000 : 1) if defined $unit;
        return "+OK\r\n";
    }
    return "-ERR unknown command\r\n";
}

# The words of the first command, which is taken off; an empty list when it is not whole.
sub command {
    my ($buffer) = @_;
    if ($$buffer !~ /^\*/) { return $$buffer =~ s/^([^\n]*)\r?\n// ? split(' ', $1) : () }
    $$buffer =~ /^\*(\d{1,6})\r\n/g or return $$buffer =~ /\n/ ? die "no count\n" : ();
    my $count = $1;
    my @words;
    while (@words < $count) {
        if ($$buffer !~ /\G\$(\d{1,9})\r\n/gc) {
            die "no length\n" if index($$buffer, "\n", pos $$buffer) >= 0;
            return ();
        }
        my ($at, $length) = (pos $$buffer, $1);
        return () if length($$buffer) < $at + $length + 2;
        push @words, substr($$buffer, $at, $length);
        pos($$buffer) = $at + $length + 2;
    }
    substr($$buffer, 0, pos $$buffer) = '';
    return @words;
}

sub leave { my ($client) = @_; $select->remove($client); delete $in{$client}; close $client }

while (1) {
    for my $ready ($select->can_read) {
        if ($ready == $server) { my $client = $server->accept or next; $select->add($client); $in{$client} = ''; next }
        my $got = sysread($ready, $in{$ready}, 65536, length $in{$ready});
        if (!$got) { leave($ready); next }
        my $out = '';
        my $buffer = \$in{$ready};
        eval { while (my @words = command($buffer)) { $out .= answer(@words) } 1 } or do { leave($ready); next };
        while (length $out) { my $sent = syswrite($ready, $out) // last; substr($out, 0, $sent) = '' }
    }
}
