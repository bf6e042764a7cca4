<?php
// PHP's redis: what each client library here asks, and what it is told, a line for each.
$redis = new Redis();
$redis->connect('127.0.0.1', (int) $argv[1]);
$other = new Redis();
$other->connect('127.0.0.1', (int) $argv[1]);
$redis->set('bytes', "a\r\n\0\xff");
echo implode(' ', array_map('ord', str_split($redis->get('bytes')))), "\n";
echo $redis->get('none') === false ? 'none' : 'something', "\n";
echo ($redis->set('n', 41) ? 'OK' : 'no'), ' ', $redis->incr('n'), ' ', $redis->incrBy('n', 8), "\n";
echo implode(' ', array_map(fn($each) => $each === false ? 'none' : $each, $redis->mGet(['n', 'none']))), "\n";
echo ($redis->setex('brief', 100, 'x') ? 'OK' : 'no'), ' ', $redis->ttl('brief'), ' ', $redis->ttl('none'), "\n";
echo implode(' ', $redis->multi(Redis::PIPELINE)->incr('p')->incr('p')->incr('p')->exec()), "\n";
$redis->watch('n');
$other->set('n', 1);
echo $redis->multi()->incr('n')->exec() === false ? 'noticed' : 'lost', "\n";
$redis->rawCommand('NOPE', 'x');
echo substr($redis->getLastError(), 0, 26), "\n";
$redis->flushDb();
for ($at = 0; $at < 30; $at++) $redis->set("k$at", $at);
$redis->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
$cursor = null;
$found = [];
while ($keys = $redis->scan($cursor, 'k*')) foreach ($keys as $key) $found[$key] = true;
echo count($found), "\n";
// It listens until nothing comes for a while, so somebody else has to speak, once it is there.
$redis->setOption(Redis::OPT_READ_TIMEOUT, 1.5);
$speak = '$r = new Redis(); $r->connect("127.0.0.1", ' . (int) $argv[1] . ');' .
    'while ($r->publish("news", "hello") === 0) usleep(20000);';
$speaker = proc_open(['php', '-r', $speak], [], $pipes);
try {
    $redis->subscribe(['news'], function ($redis, $channel, $message) {
        echo "$channel $message\n";
    });
} catch (RedisException $error) {
    // Nothing more has come
}
