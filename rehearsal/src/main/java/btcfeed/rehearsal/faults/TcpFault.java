package btcfeed.rehearsal.faults;

import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** What a {@link FaultProxy} does to the traffic that passes it. */
public sealed interface TcpFault {
  /** A direction, as seen from the proxy. */
  enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  /** How a connection ends. */
  enum End {
    /** RST: both sides see the connection broken, what was under way is lost. */
    RESET,
    /** FIN: both sides see an orderly end in the wrong place. */
    FIN
  }

  /** Everything passes. */
  record None() implements TcpFault {}

  /**
   * Lets so many more bytes pass this way, on whatever connections, ends the connection that
   * brought the last of them, and is over: what comes after passes.
   */
  record Cut(Way way, long afterBytes, End end) implements TcpFault {
    public Cut {
      if (afterBytes < 0) {
        throw new IllegalArgumentException("bytes before a cut, was " + afterBytes);
      }
    }

    /** A cut below {@code limitBytes}, the same for the same seed. */
    public static Cut seeded(long seed, long limitBytes) {
      Random random = new Random(seed);
      Way way = random.nextBoolean() ? Way.TO_SERVER : Way.TO_CLIENT;
      End end = random.nextBoolean() ? End.RESET : End.FIN;
      return new Cut(way, random.nextLong(limitBytes), end);
    }
  }

  /** Nothing passes these ways; connections stay, bytes wait. */
  record Freeze(Set<Way> ways) implements TcpFault {
    public Freeze {
      ways = Set.copyOf(ways);
    }

    /** Freezes these ways. */
    public static Freeze of(Way... ways) {
      return new Freeze(Set.of(ways));
    }
  }

  /** Every piece that is read waits so long before it passes this way. */
  record Delay(Way way, Duration each) implements TcpFault {}

  /** So many bytes a second pass this way, at least one every 20 ms. */
  record Throttle(Way way, int bytesPerSecond) implements TcpFault {}

  /** New connections are refused; those there are stay. */
  record Refuse() implements TcpFault {}

  /** New connections are reset as soon as they are accepted; those there are stay. */
  record DropAccepted() implements TcpFault {}
}
