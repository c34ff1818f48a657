using Helpdesk.Core.Customers;
using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Identity;
using Helpdesk.Infrastructure.Import;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xunit;

namespace Helpdesk.Tests.Import;

/// <summary>What single values of the old systems become.</summary>
public sealed class OldValuesTests
{
    [Theory]
    [InlineData("201012345678", "201012345678")]
    [InlineData("+20 101 234 5678", "201012345678")]
    [InlineData("00201012345678", "201012345678")]
    [InlineData("01012345678", "201012345678")]
    [InlineData("1012345678", "201012345678")]
    [InlineData("12345", null)]
    [InlineData("966512345678", null)]
    [InlineData("", null)]
    public void An_egyptian_number_is_made_international(string text, string? expected) => Assert.Equal(expected, OldAddresses.EgyptianPhone(text)?.Value);

    [Theory]
    [InlineData("+254 700 111222", "254700111222")]
    [InlineData("00254700111222", "254700111222")]
    [InlineData("254700111222", "254700111222")]
    [InlineData("0700111222", null)]
    [InlineData("ext. 12", null)]
    public void A_number_that_names_no_country_is_left_out(string text, string? expected) => Assert.Equal(expected, OldAddresses.InternationalPhone(text)?.Value);

    [Theory]
    [InlineData("201012345678@c.us", IdentityKind.Phone, "201012345678")]
    [InlineData("966512345678@c.us", IdentityKind.Phone, "966512345678")]
    [InlineData("123450987654321@lid", IdentityKind.WhatsAppLid, "123450987654321")]
    [InlineData("123450987654321", IdentityKind.WhatsAppLid, "123450987654321")]
    public void A_whatsapp_id_becomes_a_phone_or_a_privacy_id(string id, IdentityKind kind, string value) =>
        Assert.Equal(new CustomerAddress(kind, value), OldAddresses.OfChat(id));

    [Theory]
    [InlineData("120363000@g.us")]
    [InlineData("status@broadcast")]
    [InlineData("12345")]
    public void Groups_and_nonsense_are_nobody(string id) => Assert.Null(OldAddresses.OfChat(id));

    [Theory]
    [InlineData("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three")]
    [InlineData("a<br>b<style>p{}</style><SCRIPT>alert(1)</SCRIPT>", "a\nb")]
    [InlineData("<div>x</div><div><br></div><div>y</div>", "x\n\ny")]
    [InlineData("5 < 6 and 7 > 3", "5 < 6 and 7 > 3")]
    [InlineData("plain &lt;b&gt;", "plain <b>")]
    [InlineData("<p> </p>", null)]
    public void Html_becomes_the_words_it_showed(string html, string? expected) => Assert.Equal(expected, PlainText.Of(html));

    [Theory]
    [InlineData("{####}", "0042", "{####}", 42)]
    [InlineData("{####}", "123456", "{####}", 123456)]
    [InlineData("TKT-{YYYY}{MM}{DD}-{####}", "TKT-20250106-0007", "TKT-20250106-{####}", 7)]
    [InlineData("ITK-{YY}/{##}.x", "ITK-25/07.x", "ITK-25/{##}.x", 7)]
    [InlineData("{####}", "42", null, 0)]
    [InlineData("{####}", "TKT-0042", null, 0)]
    [InlineData("ITK-{YYYY}-{####}", "ITK-2025-0001/2", null, 0)]
    public void A_number_is_read_by_its_pattern(string pattern, string number, string? prefix, long count)
    {
        var read = ImportedNumbers.Read(pattern, number);
        Assert.Equal(prefix is null ? null : (prefix, count), read);
    }

    [Theory]
    [InlineData("superuser", Role.Admin, true)]
    [InlineData("admin", Role.Admin, true)]
    [InlineData("agent", Role.Agent, true)]
    [InlineData("1", Role.Agent, false)]
    [InlineData("", Role.Agent, false)]
    public void A_role_is_found_by_name_and_an_unknown_one_may_do_least(string old, Role role, bool exact) => Assert.Equal((role, exact), OldWords.RoleOf(old));

    [Fact]
    public void Only_the_right_password_fits_a_hash_of_django()
    {
        // Made by Python: hashlib.pbkdf2_hmac('sha256', 'قديم كلمة'.encode(), b's2', 1200).
        var kept = DjangoPasswordHasher.Take("pbkdf2_sha256$1200$s2$HM483/DB+i+oi+a7U9IITKgd3hJ+ReRDz6/2QnFA4E0=")!;
        var hasher = new DjangoPasswordHasher(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, hasher.VerifyHashedPassword(new User(), kept, "قديم كلمة"));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(new User(), kept, "قديم"));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new User(), hasher.HashPassword(new User(), "new"), "new"));
    }

    [Theory]
    [InlineData("!kJ2u")]
    [InlineData("argon2$argon2id$v=19$x")]
    [InlineData("pbkdf2_sha256$0$salt$bQZ2eDg/ZcKouNXRJnPEuSpTMZOnJh6b5onb7dwa7/c=")]
    [InlineData("pbkdf2_sha256$99999999999$salt$bQZ2eDg/ZcKouNXRJnPEuSpTMZOnJh6b5onb7dwa7/c=")]
    [InlineData("pbkdf2_sha256$1000$$bQZ2eDg/ZcKouNXRJnPEuSpTMZOnJh6b5onb7dwa7/c=")]
    [InlineData("pbkdf2_sha256$1000$salt$c2hvcnQ=")]
    [InlineData(null)]
    public void Any_other_hash_means_no_password(string? hash) => Assert.Null(DjangoPasswordHasher.Take(hash));

    [Fact]
    public void A_files_address_never_leads_out_of_the_folder()
    {
        var root = Directory.CreateTempSubdirectory("uploads-").FullName;
        try
        {
            var media = Directory.CreateDirectory(Path.Combine(root, "media", "uploads")).Parent!.FullName;
            File.WriteAllText(Path.Combine(root, "secret.txt"), "x");
            File.WriteAllText(Path.Combine(media, "uploads", "a b.txt"), "x");
            File.CreateSymbolicLink(Path.Combine(media, "link.txt"), Path.Combine(root, "secret.txt"));
            var folder = new FilesFolder(media);

            Assert.Equal(Path.Combine(media, "uploads", "a b.txt"), folder.Find("http://localhost:8888/media/uploads/a%20b.txt?v=1"));
            Assert.Equal(Path.Combine(media, "uploads", "a b.txt"), folder.Find("/uploads/a b.txt"));
            Assert.Null(folder.Find("../secret.txt"));
            Assert.Null(folder.Find("uploads/%2e%2e/../../secret.txt"));
            Assert.Null(folder.Find("/uploads/link.txt"));
            Assert.Null(folder.Find(""));
            Assert.Null(new FilesFolder(null).Find("/uploads/a b.txt"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
