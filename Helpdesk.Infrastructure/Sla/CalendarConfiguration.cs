using Helpdesk.Core.Sla;
using Helpdesk.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Helpdesk.Infrastructure.Sla;

internal sealed class CalendarConfiguration : IEntityTypeConfiguration<Calendar>
{
    public void Configure(EntityTypeBuilder<Calendar> calendar)
    {
        calendar.Ignore(c => c.Definition);
        calendar.Property(c => c.Week).HasLines(WeeklyInterval.Parse);
        calendar.Property(c => c.Holidays).HasLines(Holiday.Parse);
        calendar.HasIndex(c => c.TenantId);
    }
}
