using Helpdesk.Core.Identity;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Identity;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.Property(u => u.Id).ValueGeneratedNever();
        user.HasIndex(u => u.NormalizedEmail).IsUnique();
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> member)
    {
        member.Property(m => m.Name).HasMaxLength(80);
        member.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
        member.Property(m => m.Languages).HasWords();
        member.Property(m => m.Skills).HasWords();
        member.HasMany(m => m.Departments).WithOne().HasForeignKey(d => d.AgentId).OnDelete(DeleteBehavior.Cascade);
        member.Navigation(m => m.Departments).AutoInclude();
        member.HasIndex(m => new { m.TenantId, m.UserId }).IsUnique();
        member.HasIndex(m => m.UserId);
    }
}

internal sealed class DepartmentMemberConfiguration : IEntityTypeConfiguration<DepartmentMember>
{
    public void Configure(EntityTypeBuilder<DepartmentMember> place)
    {
        place.HasKey(p => new { p.TenantId, p.AgentId, p.DepartmentId });
        place.HasIndex(p => new { p.TenantId, p.DepartmentId });
    }
}

internal sealed class DepartmentConfiguration : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> department)
    {
        department.Property(d => d.Name).HasMaxLength(60);
        department.Property(d => d.Description).HasMaxLength(200);
        department.HasIndex(d => new { d.TenantId, d.Name }).IsUnique();
    }
}

internal sealed class CustomRoleConfiguration : IEntityTypeConfiguration<CustomRole>
{
    public void Configure(EntityTypeBuilder<CustomRole> role)
    {
        role.Property(r => r.Name).HasMaxLength(60);
        role.Property(r => r.Allows).HasPermissions();
        role.HasIndex(r => new { r.TenantId, r.Name }).IsUnique();
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.Property(i => i.TokenHash).HasMaxLength(64);
        invitation.Property(i => i.Email).HasMaxLength(256);
        invitation.Property(i => i.Role).HasConversion<string>().HasMaxLength(20);
        invitation.Property(i => i.Departments).HasDepartments();
        invitation.HasIndex(i => new { i.TenantId, i.TokenHash }).IsUnique();
    }
}

internal sealed class SetupLinkConfiguration : IEntityTypeConfiguration<SetupLink>
{
    public void Configure(EntityTypeBuilder<SetupLink> link)
    {
        link.Property(l => l.Id).ValueGeneratedNever();
        link.Property(l => l.TokenHash).HasMaxLength(64);
    }
}
