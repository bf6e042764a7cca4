// An echo with the mistake that its second word names, or none.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

fn lines(mut client: TcpStream) -> std::io::Result<()> {
    let mut input = BufReader::new(client.try_clone()?);
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        while line.last().map_or(false, |&end| end == b'\n' || end == b'\r') {
            line.pop();
        }
        line.push(b'\n');
        client.write_all(&line)?;
        line.clear();
    }
    Ok(())
}

fn one_recv(mut client: TcpStream) -> std::io::Result<()> {
    let mut piece = [0; 1024];
    loop {
        let n = client.read(&mut piece)?;
        if n == 0 {
            return Ok(());
        }
        client.write_all(format!("{}\n", String::from_utf8_lossy(&piece[..n]).trim_end()).as_bytes())?;
    }
}

fn no_end(mut client: TcpStream) -> std::io::Result<()> {
    let mut input = BufReader::new(client.try_clone()?);
    loop {
        let mut line = Vec::new();
        input.read_until(b'\n', &mut line)?;
        client.write_all(&line)?;
    }
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let mistake = words[2].clone();
    let server = TcpListener::bind(format!("127.0.0.1:{}", words[1])).unwrap();
    for client in server.incoming() {
        let client = client.unwrap();
        match mistake.as_str() {
            "one_recv" => drop(std::thread::spawn(move || one_recv(client))),
            "no_end" => drop(std::thread::spawn(move || no_end(client))),
            "dies" => lines(client).unwrap(),
            _ => drop(std::thread::spawn(move || lines(client))),
        }
    }
}
