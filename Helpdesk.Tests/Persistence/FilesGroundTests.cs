using Helpdesk.Infrastructure.Files;
using Xunit;

namespace Helpdesk.Tests.Persistence;

/// <summary>A folder of files has one name for all who come, by whatever path, and no other folder has it.</summary>
public sealed class FilesGroundTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("desk-files-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Those_who_come_at_once_agree_when_they_look_again_and_who_comes_later_at_once()
    {
        for (var i = 0; i < 50; i++)
        {
            var folder = Path.Combine(_root, $"files{i}");
            using var together = new Barrier(8);
            var names = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() => ComesWith(together, folder), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            var held = FilesGround.Of(folder);
            Assert.Equal(32, held.Length);
            Assert.Contains(held, names);
            Assert.Equal(held, FilesGround.Of(folder));
        }
    }

    [Fact]
    public void Of_two_names_made_at_once_the_first_holds()
    {
        var name = FilesGround.Of(_root);
        File.WriteAllText(Path.Combine(_root, ".identity-z"), "");
        Assert.Equal(name, FilesGround.Of(_root));
        File.WriteAllText(Path.Combine(_root, ".identity-0"), "");
        Assert.Equal("0", FilesGround.Of(_root));
    }

    [Fact]
    public void It_goes_with_the_folder_whatever_the_path_and_is_another_ones_in_another()
    {
        var (folder, mount) = (Path.Combine(_root, "files"), Path.Combine(_root, "mount"));
        var name = FilesGround.Of(folder);
        Directory.CreateSymbolicLink(mount, folder);
        Assert.Equal(name, FilesGround.Of(mount));
        Directory.Delete(mount);
        // The mount is gone: what is there now is not the folder.
        Assert.NotEqual(name, FilesGround.Of(mount));
        Assert.Equal(name, FilesGround.Of(folder));
    }

    private static string ComesWith(Barrier others, string folder)
    {
        others.SignalAndWait();
        return FilesGround.Of(folder);
    }
}
