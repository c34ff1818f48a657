using Microsoft.EntityFrameworkCore;
namespace Helpdesk.Infrastructure;
public sealed class HelpdeskDb(DbContextOptions<HelpdeskDb> options) : DbContext(options);
