package btcfeed.rehearsal.faults;

import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** A fault of the traffic through a {@link FaultProxy}. */
public sealed interface TcpFault {
  /** A direction, as seen from the proxy. */
  enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  /** How a connection ends. */
  enum End {
    /** RST: both sides see a broken connection; bytes on the way are lost. */
    RESET,
    /** FIN: both sides see an orderly end in the wrong place. */
    FIN
  }

  /** Everything passes. */
  record None() implements TcpFault {}

  /**
   * Lets this many bytes pass in one direction, over all connections, and ends the connection that
   * brought the last of them. Then the fault is over.
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

  /** Nothing passes in these directions. Connections stay open and bytes wait. */
  record Freeze(Set<Way> ways) implements TcpFault {
    public Freeze {
      ways = Set.copyOf(ways);
    }

    /** Freezes these ways. */
    public static Freeze of(Way... ways) {
      return new Freeze(Set.of(ways));
    }
  }

  /** Every piece that is read waits this long before it passes. */
  record Delay(Way way, Duration each) implements TcpFault {}

  /** This many bytes a second pass, at least one every 20 ms. */
  record Throttle(Way way, int bytesPerSecond) implements TcpFault {}

  /** New connections are refused; open ones stay. */
  record Refuse() implements TcpFault {}

  /** New connections are reset as soon as they are accepted; open ones stay. */
  record DropAccepted() implements TcpFault {}
}
