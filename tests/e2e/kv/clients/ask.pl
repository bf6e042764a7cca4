# Perl's Redis: what each client library here asks, and what it is told, a line for each.
use strict;
use warnings;
use Redis;

my $redis = Redis->new(server => "127.0.0.1:$ARGV[0]", encoding => undef);
my $other = Redis->new(server => "127.0.0.1:$ARGV[0]");
$redis->set(bytes => "a\r\n\0\xff");
print join(' ', map { ord } split //, $redis->get('bytes')), "\n";
print $redis->get('none') // 'none', "\n";
print join(' ', $redis->set(n => 41), $redis->incr('n'), $redis->incrby('n', 8)), "\n";
print join(' ', map { $_ // 'none' } $redis->mget('n', 'none')), "\n";
print join(' ', $redis->setex('brief', 100, 'x'), $redis->ttl('brief'), $redis->ttl('none')), "\n";
my @sums;
$redis->incr('p', sub { push @sums, $_[0] }) for 1 .. 3;
$redis->wait_all_responses;
print "@sums\n";
$redis->watch('n');
$other->set(n => 1);
$redis->multi;
$redis->incr('n');
my @done = $redis->exec;
print @done == 0 || !defined $done[0] ? "noticed\n" : "lost\n";
eval { $redis->nope('x'); 1 } or print $@ =~ /(ERR unknown command 'nope')/i ? "ERR unknown command 'NOPE'\n" : $@;
$redis->flushdb;
$redis->set("k$_", $_) for 1 .. 30;
my ($cursor, %found) = (0);
do {
    ($cursor, my $keys) = $redis->scan($cursor, MATCH => 'k*');
    $found{$_}++ for @$keys;
} while ($cursor);
print scalar(keys %found), "\n";
my $heard = 0;
$redis->subscribe('news', sub { my ($message, $channel) = @_; print "$channel $message\n"; $heard = 1 });
$other->publish('news', 'hello');
$redis->wait_for_messages(1) until $heard;
