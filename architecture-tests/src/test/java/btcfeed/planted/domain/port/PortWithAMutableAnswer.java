package btcfeed.planted.domain.port;

/** What a port answers must be a value. */
public interface PortWithAMutableAnswer {
  Answer ask();

  /** Anyone may change this after it was given. */
  final class Answer {
    public String text = "";
  }
}
