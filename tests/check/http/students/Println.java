import java.io.*;
import java.net.*;

/** println ends a line as the system does, and a Reader reads text. */
public class Println {
  public static void main(String[] args) throws IOException {
    ServerSocket server = new ServerSocket(Integer.parseInt(args[0]));
    while (true) {
      Socket client = server.accept();
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
      PrintWriter out = new PrintWriter(client.getOutputStream(), true);
      String line = in.readLine();
      String path = line.split(" ")[1];
      while (!in.readLine().isEmpty()) continue;
      File file = new File("." + path);
      if (file.isFile()) {
        out.println("HTTP/1.1 200 OK");
        out.println("Content-Type: text/html");
        out.println();
        BufferedReader content = new BufferedReader(new FileReader(file));
        String each;
        while ((each = content.readLine()) != null) out.println(each);
      } else {
        out.println("HTTP/1.1 404 Not Found");
        out.println();
        out.println("404");
      }
      client.close();
    }
  }
}
