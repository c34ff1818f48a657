using Helpdesk.Core.Identity;
using Helpdesk.Core.Identity.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Identity.SignIn;

internal sealed class SignInAttemptConfiguration : IEntityTypeConfiguration<SignInAttempt>
{
    public void Configure(EntityTypeBuilder<SignInAttempt> attempt)
    {
        attempt.Property(a => a.EmailHash).HasMaxLength(64);
        attempt.Property(a => a.Network).HasMaxLength(64);
        attempt.Property(a => a.Agent).HasMaxLength(RequestOrigin.Longest);
        attempt.Property(a => a.Outcome).HasConversion<string>().HasMaxLength(20);
        attempt.HasIndex(a => new { a.UserId, a.At });
        attempt.HasIndex(a => new { a.Network, a.At });
        attempt.HasIndex(a => a.At);
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> session)
    {
        session.Property(s => s.Network).HasMaxLength(64);
        session.Property(s => s.Agent).HasMaxLength(RequestOrigin.Longest);
        session.Property(s => s.Why).HasConversion<string>().HasMaxLength(20);
        session.HasIndex(s => new { s.UserId, s.EndedAt });
        session.HasIndex(s => s.Workspace);
    }
}

internal sealed class KnownDeviceConfiguration : IEntityTypeConfiguration<KnownDevice>
{
    public void Configure(EntityTypeBuilder<KnownDevice> device)
    {
        device.Property(d => d.TokenHash).HasMaxLength(64);
        device.Property(d => d.Agent).HasMaxLength(RequestOrigin.Longest);
        device.HasIndex(d => d.UserId);
    }
}

internal sealed class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> factor)
    {
        factor.HasKey(f => f.UserId);
        factor.Property(f => f.UserId).ValueGeneratedNever();
        factor.Property(f => f.Secret).HasMaxLength(400);
        // Two browsers with the same code: the second finds the step used.
        factor.Property(f => f.LastStep).IsConcurrencyToken();
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.Property(c => c.CodeHash).HasMaxLength(64);
        code.HasIndex(c => c.UserId);
    }
}

// What Identity's schema version 3 adds. Mapped here, because that version is read from the host's options, which a migration made without the
// host does not have; and into columns, because SQLite 3.35.5 cannot change a part of a JSON column.
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> passkey)
    {
        passkey.ToTable("AspNetUserPasskeys");
        passkey.HasKey(p => p.CredentialId);
        // WebAuthn 3, 4: a credential id has at most 1023 bytes.
        passkey.Property(p => p.CredentialId).HasMaxLength(1023);
        passkey.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
        passkey.OwnsOne(p => p.Data, data => data.Property(d => d.Name).HasMaxLength(60));
        passkey.Navigation(p => p.Data).IsRequired();
    }
}

internal sealed class SignInChallengeConfiguration : IEntityTypeConfiguration<SignInChallenge>
{
    public void Configure(EntityTypeBuilder<SignInChallenge> challenge)
    {
        challenge.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        challenge.Property(c => c.TokenHash).HasMaxLength(64);
        challenge.Property(c => c.MailCodeHash).HasMaxLength(64);
        challenge.HasIndex(c => c.TokenHash).IsUnique();
        challenge.HasIndex(c => c.ExpiresAt);
    }
}
