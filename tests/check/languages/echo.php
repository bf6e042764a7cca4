<?php
// An echo, one client after another, with the mistake that its second word names, or none.
[, $port, $mistake] = [...$argv, ""];
$server = stream_socket_server("tcp://127.0.0.1:$port");
while (true) {
    $client = stream_socket_accept($server, -1);
    if ($mistake === "one_recv") {
        while (($piece = fread($client, 1024)) !== "" && $piece !== false) @fwrite($client, rtrim($piece, "\r\n") . "\n");
    } elseif ($mistake === "no_end") {
        while (true) @fwrite($client, fgets($client));
    } else {
        while (($line = fgets($client)) !== false) @fwrite($client, rtrim($line, "\r\n") . "\n");
    }
    fclose($client);
}
