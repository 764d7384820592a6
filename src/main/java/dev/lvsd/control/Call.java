package dev.lvsd.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A command line that a client wants to be run. Everything here speaks with the client, with
 * deadlines; a client that is gone makes reading fail, and writing fail once and do nothing from
 * then on, so that a change that has begun goes on. Owned by the thread that runs it.
 */
public final class Call {
  private final Request request;
  private final Peer peer;
  private final Role role;
  private final PeerWire wire;
  private final FrameStream frames;
  private final PeerFiles files;
  private final Duration sendLimit;
  private boolean gone;

  Call(
      Request request,
      Peer peer,
      Role role,
      PeerWire wire,
      FrameStream frames,
      Duration sendLimit) {
    this.request = request;
    this.peer = peer;
    this.role = role;
    this.wire = wire;
    this.frames = frames;
    this.sendLimit = sendLimit;
    this.files = new PeerFiles(frames);
  }

  /**
   * What was typed.
   *
   * @return the command line
   */
  public Request request() {
    return request;
  }

  /**
   * Who typed it.
   *
   * @return as the kernel says
   */
  public Peer peer() {
    return peer;
  }

  /**
   * What the client may do.
   *
   * @return never {@link Role#NONE}
   */
  public Role role() {
    return role;
  }

  /**
   * The client's standard input.
   *
   * @return asks the client for each part
   */
  public InputStream input() {
    return files.input();
  }

  /**
   * Opens a file of the client.
   *
   * @param path as the client named it
   * @return its content; to be closed before anything else is asked
   * @throws IOException what the client's system said
   */
  public InputStream open(Path path) throws IOException {
    return files.open(path.toString());
  }

  /**
   * Lists a directory of the client.
   *
   * @param path as the client named it
   * @return the names of the files in it, without directories
   * @throws IOException what the client's system said; NotDirectoryException if it is none
   */
  public List<String> list(Path path) throws IOException {
    return files.list(path.toString());
  }

  /**
   * The client's standard output.
   *
   * @return every write is a message: to be buffered by the caller
   */
  public OutputStream out() {
    return new PeerOutput(bytes -> send(new Frame.Out(bytes)));
  }

  /**
   * The client's standard error.
   *
   * @return every write is a message: to be buffered by the caller
   */
  public OutputStream err() {
    return new PeerOutput(bytes -> send(new Frame.Err(bytes)));
  }

  /**
   * Lets time pass, unless the client goes away.
   *
   * @param duration how much
   * @return false as soon as the client is gone
   */
  public boolean pause(Duration duration) {
    try {
      gone = gone || !wire.pause(duration);
    } catch (IOException e) {
      gone = true;
    }
    return !gone;
  }

  void end(Frame last) {
    try {
      send(last);
    } catch (IOException e) {
      return; // nobody waits for it any more
    }
  }

  private void send(Frame frame) throws IOException {
    if (gone) {
      throw new IOException("the client is gone");
    }
    try {
      frames.send(frame, sendLimit);
    } catch (IOException e) {
      gone = true;
      throw e;
    }
  }
}
