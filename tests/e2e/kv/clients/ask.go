// go-redis: what each client library here asks, and what it is told, a line for each.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"gopkg.in/redis.v5"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + os.Args[1]})
	must(client.Set("bytes", "a\r\n\x00\xff", 0).Err())
	bytes, err := client.Get("bytes").Bytes()
	must(err)
	fmt.Println(strings.Trim(fmt.Sprint(bytes), "[]"))
	if client.Get("none").Err() == redis.Nil {
		fmt.Println("none")
	}
	fmt.Println(client.Set("n", 41, 0).Val(), client.Incr("n").Val(), client.IncrBy("n", 8).Val())
	values := client.MGet("n", "none").Val()
	if values[1] == nil {
		values[1] = "none"
	}
	fmt.Println(values...)
	fmt.Println(client.Set("brief", "x", 100*time.Second).Val(), client.TTL("brief").Val().Seconds(), client.TTL("none").Val().Seconds())
	pipe := client.Pipeline()
	var sums []*redis.IntCmd
	for times := 0; times < 3; times++ {
		sums = append(sums, pipe.Incr("p"))
	}
	_, err = pipe.Exec()
	must(err)
	fmt.Println(sums[0].Val(), sums[1].Val(), sums[2].Val())
	err = client.Watch(func(tx *redis.Tx) error {
		client.Set("n", 1, 0)
		_, err := tx.Pipelined(func(pipe *redis.Pipeline) error {
			pipe.Incr("n")
			return nil
		})
		return err
	}, "n")
	if err == redis.TxFailedErr {
		fmt.Println("noticed")
	}
	nope := redis.NewStringCmd("NOPE", "x")
	fmt.Println(client.Process(nope).Error()[:26])
	must(client.FlushDb().Err())
	for at := 0; at < 30; at++ {
		must(client.Set(fmt.Sprint("k", at), at, 0).Err())
	}
	found := map[string]bool{}
	var cursor uint64
	for {
		keys, next, err := client.Scan(cursor, "k*", 10).Result()
		must(err)
		for _, key := range keys {
			found[key] = true
		}
		if cursor = next; cursor == 0 {
			break
		}
	}
	fmt.Println(len(found))
	heard, err := client.Subscribe("news")
	must(err)
	_, err = heard.Receive()
	must(err)
	must(client.Publish("news", "hello").Err())
	message, err := heard.ReceiveMessage()
	must(err)
	fmt.Println(message.Channel, message.Payload)
}
