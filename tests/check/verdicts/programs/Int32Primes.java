// Numbers of 32 bits: what is larger is no integer to it.
import java.io.*; import java.net.*;
public class Int32Primes {
  static boolean prime(int n) { if (n < 2) return false; for (int i = 2; (long) i * i <= n; i++) if (n % i == 0) return false; return true; }
  public static void main(String[] a) throws Exception {
    ServerSocket s = new ServerSocket(Integer.parseInt(a[0]));
    while (true) {
      Socket c = s.accept();
      new Thread(() -> {
        try (c) {
          BufferedReader in = new BufferedReader(new InputStreamReader(c.getInputStream()));
          PrintWriter out = new PrintWriter(c.getOutputStream(), true);
          String l;
          while ((l = in.readLine()) != null) { try { out.println(prime(Integer.parseInt(l.trim())) ? "T" : "F"); } catch (NumberFormatException e) { out.println("E"); } }
        } catch (IOException e) { }
      }).start();
    }
  }
}
