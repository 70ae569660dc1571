package btcfeed.planted.application;

import btcfeed.planted.redis.store.Store;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.redisson.api.RedissonClient;

/** What the application may not see. */
public final class Offences {
  private Offences() {}

  record AtAnAddress(URI uri) {}

  record OnDisk(Path path) {}

  record ByChannel(FileChannel channel) {}

  record WithALibrary(RedissonClient client) {}

  record KnowsAnAdapter(Store store) {}
}
